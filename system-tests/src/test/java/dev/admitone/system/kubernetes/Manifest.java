package dev.admitone.system.kubernetes;

import java.nio.file.Path;
import java.util.Map;

/**
 * One document of a file in {@code kubernetes/}.
 *
 * @param tree what the YAML parser made of it
 */
record Manifest(Path file, Map<String, Object> tree) {

  String apiVersion() {
    return String.valueOf(tree.get("apiVersion"));
  }

  String kind() {
    return String.valueOf(tree.get("kind"));
  }

  String name() {
    return YamlFiles.at(tree, "metadata", "name").toString();
  }

  /** The value behind these keys. */
  Object at(String... keys) {
    return YamlFiles.at(tree, keys);
  }

  @Override
  public String toString() {
    return "%s %s in %s".formatted(kind(), tree.get("metadata"), file);
  }
}
