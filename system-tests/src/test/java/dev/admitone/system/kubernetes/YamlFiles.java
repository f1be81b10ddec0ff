package dev.admitone.system.kubernetes;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Files in YAML as trees of maps, lists and values. A key that occurs twice is an error. */
final class YamlFiles {

  /** The project's directory; Maven runs tests in their module's. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private YamlFiles() {}

  /** All documents of a file, such as {@code docker-compose.yml}. */
  static List<Map<String, Object>> documents(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(500);
    try (Reader text = Files.newBufferedReader(ROOT.resolve(file))) {
      List<Map<String, Object>> documents = new ArrayList<>();
      for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
        documents.add(map(document));
      }
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file's only document. */
  static Map<String, Object> document(String file) {
    List<Map<String, Object>> documents = documents(Path.of(file));
    if (documents.size() != 1) {
      throw new IllegalStateException(file + " has " + documents.size() + " documents");
    }
    return documents.getFirst();
  }

  /**
   * The value behind these keys.
   *
   * @throws IllegalStateException if there is none
   */
  static Object at(Map<String, Object> tree, String... keys) {
    Object value = tree;
    for (String key : keys) {
      Object next = map(value).get(key);
      if (next == null) {
        throw new IllegalStateException("nothing at " + String.join("/", keys) + " in " + tree);
      }
      value = next;
    }
    return value;
  }

  /** The value as a map. */
  @SuppressWarnings("unchecked") // Keys of the files that tests read are texts.
  static Map<String, Object> map(Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalStateException("not a map: " + value);
  }
}
