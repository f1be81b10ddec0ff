package dev.admitone.system.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for words that are not in the glossary, or not in the sense of the glossary. */
final class Wording {

  /** The words of an identifier or of a sentence. */
  private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");

  /** What begins the lines of a comment. */
  private static final Pattern MARKER = Pattern.compile("(?m)^[ \t]*(?:/?\\*+|//|#|--|>)");

  private static final Pattern TEXT_FILE =
      Pattern.compile(
          ".*\\.(?:java|sql|avdl|avsc|ya?ml|xml|md|sh|txt|properties|Dockerfile|factories)"
              + "|(?:.*/)?(?:images|scripts)/[\\w-]+|\\.ci/run|\\.env\\.example|admit");

  private static final Pattern LEFT_OUT =
      Pattern.compile(
          // Tests have a house style of their own; these two lists are data.
          ".*/src/test/.*|container-tests/.*|client-tests/.*|.*/common-passwords\\.txt"
              + "|scripts/left-out-tests");

  private static final Map<String, String> WORDS = words();

  private static final String PERSONS =
      "users?|operators?|attackers?|person|people|readers?|one|those";

  private static final List<Rule> PHRASES =
      List.of(
          rule(
              "(?<!\\b(?i:" + PERSONS + ")\\b,?\\s{1,40})\\b[Ww]ho\\b",
              "the one that acts: caller, client, user, operator, broker, gateway, processor"),
          rule("\\b[Ll]ets? go\\b|\\bletGo", "cancel"),
          rule("\\bin hand\\b", "the batch that the lane has"),
          rule("\\bwithout a word\\b", "without a message"),
          rule("\\beyes alone\\b", "readable by its owner alone"),
          rule("\\bmend(?:s|ed|ing)?\\b", "repair"),
          rule("\\b[Ll]og lines?\\b", "a logger's line (the log is the Kafka topics)"),
          rule("\\bholds\\s*[(=;,)]|HOLDS?_|_HOLDS?\\b", "what it is: a rule, a duration, a pause"),
          rule("static final Logger (?!LOG\\b)\\w+", "LOG, as everywhere"),
          rule(
              "static final [\\w.<>\\[\\]?, @]+ (?:MAX|MIN|LONGEST|SHORTEST|HIGHEST|LOWEST|LARGEST"
                  + "|SMALLEST|MOST|DEFAULT)_[A-Z]\\w*",
              "the bounded thing first: SIZE_MAX, LANES_DEFAULT"));

  private Wording() {}

  /** A word or a phrase, and what to write instead. */
  private record Rule(Pattern pattern, String instead) {}

  /**
   * A text that is kept.
   *
   * @param where a regular expression over the beginning of the files' names
   * @param text a regular expression over the text around the word
   * @param reason why it is kept
   */
  record Kept(String where, String text, String reason) {

    private boolean isIn(String file) {
      return Pattern.compile(where).matcher(file).lookingAt();
    }

    private String without(String all) {
      return blanked(all, Pattern.compile(text));
    }
  }

  /** A word in a file. */
  record Finding(String file, int line, String word, String instead) {
    @Override
    public String toString() {
      return "%s:%d: %s -> %s".formatted(file, line, word, instead);
    }
  }

  /** What all files have, but for the kept texts. */
  static List<Finding> findings(List<Kept> kept) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Path file : Pages.files()) {
      String name = name(file);
      if (isText(name)) {
        findings.addAll(in(name, without(name, Files.readString(file), kept)));
      }
    }
    return findings;
  }

  /** Those without which nothing more would be found. */
  static List<Kept> unused(List<Kept> kept) throws IOException {
    List<Kept> unused = new ArrayList<>(kept);
    for (Path file : Pages.files()) {
      String name = name(file);
      if (isText(name)) {
        String text = Files.readString(file);
        unused.removeIf(one -> one.isIn(name) && hides(one, name, text));
      }
    }
    return unused;
  }

  private static boolean hides(Kept kept, String file, String text) {
    String rest = kept.without(text);
    return !rest.equals(text) && !in(file, rest).equals(in(file, text));
  }

  /** What one text has. */
  static List<Finding> in(String file, String text) {
    String plain = blanked(text, MARKER);
    List<Finding> findings = new ArrayList<>();
    Matcher words = WORD.matcher(plain);
    while (words.find()) {
      String instead = WORDS.get(words.group().toLowerCase(Locale.ROOT));
      if (instead != null) {
        findings.add(finding(file, plain, words, instead));
      }
    }
    for (Rule phrase : PHRASES) {
      Matcher found = phrase.pattern().matcher(plain);
      while (found.find()) {
        findings.add(finding(file, plain, found, phrase.instead()));
      }
    }
    findings.sort(Comparator.comparingInt(Finding::line));
    return findings;
  }

  private static Finding finding(String file, String text, MatchResult found, String instead) {
    int line = 1 + (int) text.substring(0, found.start()).chars().filter(c -> c == '\n').count();
    return new Finding(file, line, found.group(), instead);
  }

  private static String without(String file, String text, List<Kept> kept) {
    String rest = text;
    for (Kept one : kept) {
      if (one.isIn(file)) {
        rest = one.without(rest);
      }
    }
    return rest;
  }

  /** The text with blanks in the place of what the pattern finds; its lines stay. */
  private static String blanked(String text, Pattern pattern) {
    return pattern.matcher(text).replaceAll(found -> found.group().replaceAll("[^\n]", " "));
  }

  private static boolean isText(String name) {
    return TEXT_FILE.matcher(name).matches() && !LEFT_OUT.matcher(name).matches();
  }

  private static String name(Path file) {
    return Pages.ROOT.relativize(file).toString().replace('\\', '/');
  }

  private static Rule rule(String pattern, String instead) {
    return new Rule(Pattern.compile(pattern), instead);
  }

  private static Map<String, String> words() {
    Map<String, String> words = new HashMap<>();
    put(
        words,
        "response (HTTP), decision (ledger), result (topic), reply or responds (a server)",
        "answer",
        "answers",
        "answered",
        "answering",
        "unanswered");
    put(words, "state, status, finding", "standing", "standings");
    put(words, "decided, complete, acknowledged", "settle", "settles", "settled", "unsettled");
    put(words, "capacity, permits, space", "room", "rooms");
    put(words, "deployment, test bed", "site", "sites");
    put(words, "heartbeat, send", "beat", "beats");
    put(words, "caller, user", "asker", "askers");
    put(
        words,
        "the one that acts, or a noun: no client, another process, every user, any value",
        "whoever",
        "whomever",
        "nobody",
        "somebody",
        "anybody",
        "everybody",
        "someone",
        "anyone",
        "everyone",
        "whatever");
    return words;
  }

  private static void put(Map<String, String> words, String instead, String... forbidden) {
    for (String word : forbidden) {
      words.put(word, instead);
    }
  }
}
