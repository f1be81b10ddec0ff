package dev.admitone.service.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A failure and its causes, from the outside in. */
final class Causes {

  private static final String SPRING = "org.springframework.";

  private Causes() {}

  static List<Throwable> of(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure;
        cause != null && !causes.contains(cause);
        cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }

  static <E extends Throwable> Optional<E> find(Throwable failure, Class<E> type) {
    return of(failure).stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  static Throwable root(Throwable failure) {
    return of(failure).getLast();
  }

  /**
   * Their own messages: Spring's name the beans that were being made, and many only repeat their
   * cause. The innermost one is reported with its class.
   */
  static String ownWords(Throwable failure) {
    List<Throwable> causes = of(failure);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < causes.size() - 1; i++) {
      Throwable cause = causes.get(i);
      String message = cause.getMessage();
      if (message != null
          && !repeats(message, causes.get(i + 1))
          && !cause.getClass().getName().startsWith(SPRING)) {
        words.add(message);
      }
    }
    Throwable root = causes.getLast();
    String name = root.getClass().getName();
    words.add(root.getMessage() == null ? name : name + ": " + root.getMessage());
    return String.join(": ", words);
  }

  private static boolean repeats(String message, Throwable cause) {
    return message.contains(cause.toString())
        || message.endsWith(String.valueOf(cause.getMessage()));
  }
}
