package dev.holdfast.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which clauses of the specification a test checks. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Clause {

  /** The clauses' ids, for example {@code CELL-HEAD-01}; the first gives the test its name. */
  String[] value();

  /** The release whose kit had this test first. */
  String since() default "0.1";
}
