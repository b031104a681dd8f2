import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rewrites the old classes of a package in a jar, in place, so that a class-data archive holds them
 * ready for use: {@code java ArchivableClasses.java JAR PACKAGE}.
 *
 * <p>The JVM archives what it has verified, and the verifier of class files before Java 6 does not
 * take part: such classes are read from the jar and verified at each start. picocli's are of Java
 * 5, which is a fifth of a short command's time. The same code with stack maps is of Java 8.
 */
final class ArchivableClasses {

  private ArchivableClasses() {}

  /** Rewrites, or fails with the reason. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("usage: java ArchivableClasses.java JAR PACKAGE");
    }
    try (FileSystem jar = FileSystems.newFileSystem(Path.of(arguments[0]))) {
      Path root = jar.getPath("/");
      ClassFile classes =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(type -> open(root, type))
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (Path file : classFiles(root.resolve(arguments[1].replace('.', '/')))) {
        byte[] bytes = Files.readAllBytes(file);
        if (ClassFile.of().parse(bytes).majorVersion() < ClassFile.JAVA_6_VERSION) {
          Files.write(file, rewritten(classes, bytes));
        }
      }
    }
  }

  private static List<Path> classFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  private static byte[] rewritten(ClassFile classes, byte[] bytes) {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    // Code that is passed through as it is would keep its lack of stack maps.
    return classes.transformClass(
        classes.parse(bytes),
        version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
  }

  private static InputStream open(Path root, ClassDesc type) {
    String descriptor = type.descriptorString();
    Path file = root.resolve(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return Files.exists(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
