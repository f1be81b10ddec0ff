package dev.admitone.schemas.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The published schemas of one record, oldest first. They are files of this module, version {@code
 * n} of a record at {@code versions/v<n>/<record>.avsc}, or in a directory of its own; a published
 * file never changes. A writer's schema is only ever taken from here, never from a message.
 */
public final class SchemaVersions {

  private static final String ROOT = "/dev/admitone/schemas";

  private final List<Schema> oldestFirst;

  SchemaVersions(List<Schema> oldestFirst) {
    this.oldestFirst = List.copyOf(oldestFirst);
  }

  /** Of a topic's record: they have one number, that of the contract. */
  public static SchemaVersions of(String recordName) {
    return in("versions", recordName);
  }

  /** Of the profile inside a signup's seal, which has a number of its own. */
  public static SchemaVersions ofProfile() {
    return in("profile-versions", "Profile");
  }

  private static SchemaVersions in(String directory, String recordName) {
    List<Schema> found = new ArrayList<>();
    for (int version = 1; ; version++) {
      String file = "%s/%s/v%d/%s.avsc".formatted(ROOT, directory, version, recordName);
      try (InputStream json = SchemaVersions.class.getResourceAsStream(file)) {
        if (json == null) {
          break;
        }
        found.add(new Schema.Parser().parse(json));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the schema " + file, e);
      }
    }
    return new SchemaVersions(found);
  }

  /** All versions, oldest first. */
  public List<Schema> all() {
    return oldestFirst;
  }

  Schema version(int version) {
    if (version < 1 || version > oldestFirst.size()) {
      throw new IllegalArgumentException(
          "write-version is %d, but this release knows the versions 1 to %d"
              .formatted(version, oldestFirst.size()));
    }
    return oldestFirst.get(version - 1);
  }
}
