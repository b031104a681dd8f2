/**
 * Sample files, read into native matrices and written whole or not at all. All methods may be
 * called from any thread; errors are {@link org.sluice.cli.process.SluiceException}s that name the
 * file.
 */
package org.sluice.cli.file;
