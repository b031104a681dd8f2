package org.sluice.cli.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component whose keys, and those of the records in it, stand in the table of the record
 * around it. If both records have a key of the same name, it belongs to the outer one, and the
 * inner one keeps its default.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface SameTable {}
