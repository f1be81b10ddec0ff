package dev.admitone.processor.redemption;

import static dev.admitone.processor.redemption.Domain.NOON;
import static dev.admitone.processor.redemption.Domain.fingerprint;
import static dev.admitone.processor.redemption.Domain.id;
import static dev.admitone.processor.redemption.Domain.request;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests in words, decided one after the other: {@code [#id] command CODE [argument...]
 * [name=value...]}, separated by commas. A {@code signup} is a redemption with a profile.
 *
 * <p>Times ({@code at}, {@code starts}, {@code expires}) are milliseconds after noon, {@code at}
 * being the request's append time, 0 if it is not given. Requests without an id get one of their
 * own. The fingerprint is over the words without id and append time, unless {@code fp} gives one.
 *
 * <p>{@code miscount CODE uses=N} is no request: the count drifts, and the uses stay.
 */
public final class Scenario {

  private static final String NOTHING = "none";

  private final BatchState state;
  private long nextId = 1_000;
  private long nextOffset;

  /** Begins with an empty ledger. */
  public Scenario() {
    this(new BatchState(List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  Scenario(BatchState state) {
    this.state = state;
  }

  /** Decides and applies all of them; the last one's decision. */
  public Decision run(String requests) {
    return Arrays.stream(requests.split(","))
        .map(String::strip)
        .filter(words -> !words.isEmpty())
        .map(this::decideAndApply)
        .reduce((_, last) -> last)
        .orElseGet(Decision.Refreshed::new);
  }

  /** What came of it so far. */
  public BatchState state() {
    return state;
  }

  /** The invite of that code. */
  public Invite invite(String code) {
    return state.invite(code).orElseThrow();
  }

  private Decision decideAndApply(String words) {
    Request request = state.known(parse(words));
    if (words.startsWith("miscount")) {
      return miscount(request);
    }
    Decision decision = RedemptionRules.decide(request, state);
    state.apply(request, decision);
    return decision;
  }

  /** Repairs the other way round: the state applies what no rule decides. */
  private Decision miscount(Request request) {
    CountRepair drift = state.countRepair(request, (Command.RepairCount) request.command()).get();
    long uses = Long.parseLong(((Command.RepairCount) request.command()).reason());
    Decision decision =
        new Decision.Repaired(
            new CountRepair(
                drift.id(),
                drift.inviteId(),
                drift.usesBefore(),
                uses,
                drift.repairedBy(),
                drift.reason(),
                drift.repairedAt()));
    state.apply(request, decision);
    return decision;
  }

  /** The next request, not decided. */
  public Request parse(String words) {
    long number = nextId++;
    String rest = words;
    if (words.startsWith("#")) {
      number = Long.parseLong(words.substring(1, words.indexOf(' ')));
      rest = words.substring(words.indexOf(' ') + 1);
    }
    List<String> parts = List.of(rest.split(" +"));
    Map<String, String> named = new HashMap<>();
    parts.stream()
        .filter(part -> part.contains("="))
        .map(part -> part.split("=", 2))
        .forEach(pair -> named.put(pair[0], pair[1]));
    String content = rest.replaceAll(" at=\\S+", "");
    Instant at = NOON.plusMillis(Long.parseLong(named.getOrDefault("at", "0")));
    return request(
        id(number),
        fingerprint(named.getOrDefault("fp", content)),
        parts.get(1),
        command(parts, named),
        nextOffset++,
        at);
  }

  private static Command command(List<String> parts, Map<String, String> named) {
    return switch (parts.getFirst()) {
      case "redeem" -> new Command.Redeem(parts.get(2));
      case "signup" -> new Command.Redeem(parts.get(2), signup(parts.get(2), named));
      case "create" ->
          new Command.CreateInvite(
              number(named.getOrDefault("max", NOTHING)),
              time(named.getOrDefault("starts", NOTHING)),
              time(named.getOrDefault("expires", NOTHING)),
              "operator");
      case "change" ->
          new Command.ChangeInvite(
              named.containsKey("max") ? Change.to(number(named.get("max"))) : Change.none(),
              named.containsKey("starts") ? Change.to(time(named.get("starts"))) : Change.none(),
              named.containsKey("expires") ? Change.to(time(named.get("expires"))) : Change.none(),
              named.containsKey("revoked")
                  ? Change.to(Boolean.valueOf(named.get("revoked")))
                  : Change.none(),
              "operator");
      case "release" ->
          new Command.ReleaseUse(
              id(Long.parseLong(parts.get(2).substring(1))), "asked for it", "operator");
      case "repair" ->
          new Command.RepairCount(named.getOrDefault("reason", "miscounted"), "operator");
      case "miscount" -> new Command.RepairCount(named.getOrDefault("uses", "0"), "operator");
      case "erase" ->
          new Command.EraseUser(parts.get(2), "erased-" + parts.get(2), "asked for it", "operator");
      case "refresh" -> new Command.Refresh();
      case "ask" -> new Command.Ask(new Position(0, 0));
      default -> throw new IllegalArgumentException("no command: " + parts.getFirst());
    };
  }

  /** What is not given has the user's name in it. */
  private static Signup signup(String user, Map<String, String> named) {
    return new Signup(
        named.getOrDefault("email", user + "@example.com"),
        named.getOrDefault("username", user),
        user,
        named.getOrDefault("phone", "+1" + user),
        "hash");
  }

  private static @Nullable Long number(String text) {
    return text.equals(NOTHING) ? null : Long.valueOf(text);
  }

  private static @Nullable Instant time(String text) {
    return text.equals(NOTHING) ? null : NOON.plusMillis(Long.parseLong(text));
  }
}
