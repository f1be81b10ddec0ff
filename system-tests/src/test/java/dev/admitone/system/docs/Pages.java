package dev.admitone.system.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The project's files as its documentation sees them. */
final class Pages {

  /** The project's directory; Maven runs tests in their module's. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static final Path DOCS = ROOT.resolve("docs");

  /** What builds and running products write, and what Git and editors keep. */
  private static final Set<String> LEFT_OUT =
      Set.of("target", "node_modules", ".git", ".idea", ".vscode", ".admit", ".admit-compose");

  private Pages() {}

  /** All pages of the project. */
  static List<Page> all() throws IOException {
    return files().stream()
        .filter(file -> file.toString().endsWith(".md"))
        .map(Pages::page)
        .toList();
  }

  /** One page of the documentation, such as {@code reference/metrics.md}. */
  static Page ofDocs(String name) {
    return page(DOCS.resolve(name));
  }

  static Page page(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files of the project that people write. */
  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes unused) {
            return LEFT_OUT.contains(directory.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes unused) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    return List.copyOf(files);
  }
}
