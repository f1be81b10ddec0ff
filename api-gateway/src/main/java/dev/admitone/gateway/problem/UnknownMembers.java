package dev.admitone.gateway.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Suggests, for a member that a call does not take, the one that was probably meant. */
final class UnknownMembers {

  /** What may be repeated in a response: a name as callers write them. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.$-]{1,64}");

  private static final int DISTANCE_MAX = 3;

  private UnknownMembers() {}

  static String sentence(UnrecognizedPropertyException e) {
    Collection<Object> known = e.getKnownPropertyIds();
    List<String> names =
        known == null ? List.of() : known.stream().map(String::valueOf).sorted().toList();
    return sentence(e.getPropertyName(), names);
  }

  static String sentence(String unknown, List<String> known) {
    String name = NAME.matcher(unknown).matches() ? unknown : "A member of the body";
    String help =
        nearest(unknown, known)
            .map("did you mean %s?"::formatted)
            .orElseGet(() -> "it takes " + String.join(", ", known));
    return name + " is not known to this call; " + help;
  }

  private static Optional<String> nearest(String unknown, List<String> known) {
    if (!NAME.matcher(unknown).matches()) {
      return Optional.empty();
    }
    String plain = plain(unknown);
    return known.stream()
        .filter(name -> distance(plain, plain(name)) <= DISTANCE_MAX)
        .min(Comparator.comparingInt(name -> distance(plain, plain(name))));
  }

  /** The name without the marks of other naming conventions. */
  private static String plain(String name) {
    return name.replaceAll("[_.$-]", "").toLowerCase(Locale.ROOT);
  }

  /** How many characters have to be put in, taken out or changed (Levenshtein). */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
