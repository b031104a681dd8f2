package org.sluice.cli.report;
import java.nio.file.Path;
/** x. */
public final class ReportPage { public static void write(Path file, Outcome outcome) {} private ReportPage() {} }
