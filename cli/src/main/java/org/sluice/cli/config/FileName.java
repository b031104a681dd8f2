package org.sluice.cli.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component that names a file. In a config it is relative to the config's folder; from the
 * command line it is relative to the folder where that was typed.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface FileName {

  /** Words that the component may have in place of a file. */
  String[] otherThan() default {};
}
