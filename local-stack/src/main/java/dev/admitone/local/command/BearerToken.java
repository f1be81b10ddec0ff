package dev.admitone.local.command;

import dev.admitone.service.start.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The bearer token of a command's calls. It is in no text but that of {@link #value}. */
public final class BearerToken {

  /** RFC 6750, section 2.1. */
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final String value;

  /**
   * Takes the token, with blanks around it or without.
   *
   * @throws UsageException if it is no bearer token; the message does not have it
   */
  public BearerToken(String value) {
    this.value = value.strip();
    if (!BEARER.matcher(this.value).matches()) {
      throw new UsageException("What is given as the token is no bearer token.");
    }
  }

  /**
   * The token that a file has, and nothing else.
   *
   * @param option by which the file was named
   * @throws UsageException if the file cannot be read or has no bearer token
   */
  public static BearerToken inFile(String option, String name) {
    try {
      Path file = Path.of(name);
      try {
        return new BearerToken(Files.readString(file));
      } catch (IOException e) {
        throw new UsageException(
            "The token cannot be read: %s.".formatted(FileTrouble.of(file, e)));
      }
    } catch (InvalidPathException e) {
      throw new UsageException("%s is no name of a file.".formatted(option));
    }
  }

  /** For the header Authorization. */
  public String value() {
    return value;
  }

  /** The text without the token, where a response repeats it. */
  public String hiddenIn(String text) {
    return text.replace(value, "[token]");
  }

  @Override
  public String toString() {
    return "[token]";
  }
}
