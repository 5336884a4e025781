/**
 * The file layer: all reading and writing of files goes through it, so that tests can stand in for
 * failing disks and the loss of power. Depends on no other package of this backend.
 */
package dev.holdfast.backend.mapdb.file;
