package dev.admitone.system.promises;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Texts that must not be found, and how they would be found: as they are and as programs write
 * them, and as what they can be guessed from, which is a hash without a key. Upper and lower case
 * are the same, of the encoded forms too.
 */
final class Secrets {

  private static final int FINGERPRINT_BYTES = 16;
  private static final List<String> HASHES = List.of("MD5", "SHA-1", "SHA-256", "SHA-512");

  /** By what is looked for. */
  private final Map<String, String> needles = new LinkedHashMap<>();

  private final Map<String, String> readable = new LinkedHashMap<>();

  /** Adds a text in all its forms. */
  Secrets add(String name, String text) {
    addReadable(name, text);
    for (String variant : List.of(text, text.toLowerCase(Locale.ROOT), text.replace("+", ""))) {
      addHashes(name, variant.getBytes(UTF_8));
    }
    return this;
  }

  /** Adds a text that nobody could guess from its hash. */
  Secrets addReadable(String name, String text) {
    readable.put(lowerCase(text.getBytes(UTF_8)), name);
    addBytes(name, text.getBytes(UTF_8));
    addBytes(name + " in UTF-16", text.getBytes(UTF_16LE));
    addBytes(name + " in UTF-16", text.getBytes(UTF_16BE));
    needle(name + " for a URL", URLEncoder.encode(text, UTF_8).getBytes(ISO_8859_1));
    needle(name + " in JSON", escaped(text).getBytes(ISO_8859_1));
    return this;
  }

  /** Adds what a request would be told from others by if there were no key. */
  Secrets addFingerprint(String name, String... parts) {
    byte[] content = new byte[0];
    for (String part : parts) {
      byte[] bytes = part.getBytes(UTF_8);
      content = joined(content, ByteBuffer.allocate(4).putInt(bytes.length).array(), bytes);
    }
    addHashes(name, content);
    addHashes(name, String.join("", parts).getBytes(UTF_8));
    return this;
  }

  /** The names of those that the bytes hold, in whatever form. */
  List<String> in(byte[] bytes) {
    return found(needles, bytes);
  }

  /** The names of those that the bytes hold as they are: for bytes that are many. */
  List<String> readableIn(byte[] bytes) {
    return found(readable, bytes);
  }

  private static List<String> found(Map<String, String> needles, byte[] bytes) {
    String lower = lowerCase(bytes);
    return needles.entrySet().stream()
        .filter(needle -> lower.contains(needle.getKey()))
        .map(Map.Entry::getValue)
        .distinct()
        .toList();
  }

  private void addHashes(String name, byte[] content) {
    for (String algorithm : HASHES) {
      byte[] hash = hash(algorithm, content);
      addBytes("%s as %s".formatted(name, algorithm), Arrays.copyOf(hash, FINGERPRINT_BYTES));
    }
  }

  private void addBytes(String name, byte[] bytes) {
    needle(name, bytes);
    needle(name + " in hex", HexFormat.of().formatHex(bytes).getBytes(ISO_8859_1));
    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      for (int before = 0; before < 3; before++) {
        String encoded = encoder.encodeToString(joined(new byte[before], bytes));
        // What is the same whatever stands before and behind.
        int begin = before == 0 ? 0 : 4;
        int end = encoded.indexOf('=') < 0 ? encoded.length() : encoded.length() - 4;
        needle(name + " in base64", encoded.substring(begin, end).getBytes(ISO_8859_1));
      }
    }
  }

  private void needle(String name, byte[] bytes) {
    needles.putIfAbsent(lowerCase(bytes), name);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(c -> escaped.append(c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
    return escaped.toString();
  }

  /** One character for each byte. */
  private static String lowerCase(byte[] bytes) {
    byte[] lower = bytes.clone();
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] >= 'A' && lower[i] <= 'Z') {
        lower[i] = (byte) (lower[i] + 'a' - 'A');
      }
    }
    return new String(lower, ISO_8859_1);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    Stream.of(parts).forEach(joined::writeBytes);
    return joined.toByteArray();
  }

  private static byte[] hash(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
