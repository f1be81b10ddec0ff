package dev.admitone.local.smoke;

import static java.util.stream.Collectors.joining;

import dev.admitone.local.command.BearerToken;
import java.io.PrintStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Smoke tests 1 to 3 of the checklist on a code of their own: a use is granted, the same user gets
 * no second one, and users at the same moment get the uses that are left and not one more. At the
 * end, also after a failure, the uses are given back and the code is revoked. Redemptions are sent
 * instead of signups, which would leave profiles.
 */
public final class SmokeTests {

  private static final int USES = 3;
  private static final int AT_ONCE = 3;
  // Letters and digits that a reader cannot confuse; without vowels they make no words.
  private static final String ALPHABET = "346789BCDFGHJKMPQRTVWXY";
  private static final int RANDOM_LENGTH = 10;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration CATCH_UP_MAX = Duration.ofSeconds(10);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

  private final DeploymentClient deployment;
  private final SmokeReport report;
  private final Duration catchUpMax;
  private final String code = "SMOKE-" + random();
  // The last reply, by the request's key.
  private final Map<UUID, Redemption> redemptions = new LinkedHashMap<>();

  private SmokeTests(DeploymentClient deployment, SmokeReport report, Duration catchUpMax) {
    this.deployment = deployment;
    this.report = report;
    this.catchUpMax = catchUpMax;
  }

  /** A redemption that was sent, with its reply. */
  private record Redemption(UUID key, String user, Reply reply) {

    boolean isGranted() {
      return reply.has(200, "REDEEMED");
    }

    String requestId() {
      return reply.text("requestId");
    }
  }

  /**
   * Runs them and prints a line for each check, with what was seen, and never the token.
   *
   * @param url of a gateway, or of the proxy before several
   * @param token with the scopes {@code redemptions:write} and {@code invites:admin}
   * @return whether all checks passed
   */
  public static boolean run(URI url, String token, PrintStream output) {
    return run(url, new BearerToken(token), output, CATCH_UP_MAX);
  }

  static boolean run(SmokeArguments arguments, PrintStream output) {
    return run(arguments.url(), arguments.token(), output, CATCH_UP_MAX);
  }

  /**
   * The last parameter is how long validate may take to show a decision, also behind a balancer.
   */
  static boolean run(URI url, BearerToken token, PrintStream output, Duration catchUpMax) {
    SmokeReport report = new SmokeReport(output, token);
    long beginNanos = System.nanoTime();
    try (DeploymentClient deployment = new DeploymentClient(url, token)) {
      SmokeTests tests = new SmokeTests(deployment, report, catchUpMax);
      report.say("Smoke tests of %s with the code %s:".formatted(url, tests.code));
      tests.run();
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - beginNanos);
    report.say(
        String.format(Locale.ROOT, "%s in %.1f s.", report.summary(), taken.toMillis() / 1000.0));
    return report.passed();
  }

  private void run() {
    Reply made = deployment.createInvite(code, USES);
    String what = "a code with %d uses is made".formatted(USES);
    if (report.check(made.has(201, "DONE"), what, made.seen())) {
      try {
        if (aUserRedeemsIt()) {
          othersRedeemItAtOnce();
        }
      } finally {
        giveBack();
        revoke();
      }
    } else if (made.isOpen()) {
      revoke();
    }
  }

  /** Tests 1 and 2. Returns whether the deployment decides at all. */
  private boolean aUserRedeemsIt() {
    validates("test 1: it is valid", SmokeTests::hasAllUses);
    Redemption first = await(send(UUID.randomUUID(), "smoke-" + random()));
    report.check(first.isGranted(), "test 1: a user redeems it", first.reply().seen());
    if (first.reply().isOpen()) {
      return false;
    }
    Redemption again = await(send(first.key(), first.user()));
    boolean same = again.requestId().equals(first.requestId());
    report.check(
        again.isGranted() && same,
        "test 1: sent again with its key",
        again.reply().seen() + (same ? ", the same request" : ", another request"));
    Reply second = await(send(UUID.randomUUID(), first.user())).reply();
    report.check(second.has(409, "ALREADY_USED"), "test 2: the same user once more", second.seen());
    return true;
  }

  /** Test 3. */
  private void othersRedeemItAtOnce() {
    List<CompletableFuture<Redemption>> sent =
        IntStream.range(0, AT_ONCE)
            .mapToObj(_ -> send(UUID.randomUUID(), "smoke-" + random()))
            .toList();
    List<Redemption> others = sent.stream().map(this::await).toList();
    long granted = others.stream().filter(Redemption::isGranted).count();
    long refused = others.stream().filter(other -> other.reply().has(409, "EXHAUSTED")).count();
    report.check(
        granted == USES - 1 && refused == AT_ONCE - granted,
        "test 3: %d users at once, %d uses left".formatted(AT_ONCE, USES - 1),
        others.stream().map(other -> other.reply().seen()).sorted().collect(joining("; ")));
    validates("test 3: no use is left", reply -> reply.text("reason").equals("EXHAUSTED"));
  }

  /** A redemption without a response is sent again by its key first: it may have been granted. */
  private void giveBack() {
    List<String> seen = new ArrayList<>();
    boolean all = true;
    for (Redemption sent : List.copyOf(redemptions.values())) {
      Redemption known =
          sent.reply().isOpen() && sent.requestId().isEmpty()
              ? await(send(sent.key(), sent.user()))
              : sent;
      boolean open = known.reply().isOpen() && !known.requestId().isEmpty();
      if (known.isGranted() || open) {
        Reply released = deployment.release(known.requestId(), code);
        seen.add(released.seen());
        all &= released.has(200, "RELEASED") || (open && released.has(404, "USE_NOT_FOUND"));
      }
    }
    if (!seen.isEmpty()) {
      report.check(all, "the uses are given back", String.join("; ", seen));
      validates("all uses are left", SmokeTests::hasAllUses);
    }
  }

  private void revoke() {
    Reply revoked = deployment.revoke(code);
    report.check(revoked.has(200, "DONE"), "the code is revoked", revoked.seen());
  }

  private CompletableFuture<Redemption> send(UUID key, String user) {
    return deployment.redeem(code, user, key).thenApply(reply -> new Redemption(key, user, reply));
  }

  private Redemption await(CompletableFuture<Redemption> sent) {
    Redemption redemption = sent.join();
    redemptions.put(redemption.key(), redemption);
    return redemption;
  }

  /**
   * Calls until the check passes, because another gateway of the deployment may be some moments
   * behind.
   */
  private void validates(String what, Predicate<Reply> check) {
    long deadlineNanos = System.nanoTime() + catchUpMax.toNanos();
    Reply reply = deployment.validate(code);
    while (!check.test(reply) && System.nanoTime() < deadlineNanos && pause()) {
      reply = deployment.validate(code);
    }
    String left = reply.text("invite", "remainingUses");
    report.check(
        check.test(reply),
        what,
        "validate: " + reply.seen() + (left.isEmpty() ? "" : ", uses left: " + left));
  }

  private static boolean hasAllUses(Reply reply) {
    return reply.text("isValid").equals("true")
        && reply.text("invite", "remainingUses").equals(String.valueOf(USES));
  }

  private static boolean pause() {
    try {
      Thread.sleep(BETWEEN_QUESTIONS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String random() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
