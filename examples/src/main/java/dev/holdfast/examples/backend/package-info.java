/**
 * A backend as somebody else would write it: {@code folder:./dir}, one file per cell.
 *
 * <p>Made to be read beside {@code docs/write-a-backend.md}: it keeps every rule and is as small as
 * that allows. Depends on {@code spi}, {@code spi.support}, {@code config}, {@code error} and
 * {@code value}, and on no other part of Holdfast.
 */
@NullMarked
package dev.holdfast.examples.backend;

import org.jspecify.annotations.NullMarked;
