package dev.admitone.benchmarks.peers.streams;

import static java.util.Objects.requireNonNull;

import dev.admitone.benchmarks.peers.PeerOutcome;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Decides one request after the other; what it writes is committed with the request's offset. */
final class StreamsDecider implements Processor<String, String, String, String> {

  private static final String REDEEM = "redeem ";
  private static final String CREATE = "create ";

  private @Nullable ProcessorContext<String, String> context;
  private @Nullable KeyValueStore<String, String> invites;
  private @Nullable KeyValueStore<String, String> users;
  private @Nullable KeyValueStore<String, String> decisions;

  /** What became of a request. */
  record Decision(String outcome, long millis, String user) {

    private static final int PARTS = 3;

    static Decision read(String text) {
      String[] parts = text.split(" ", PARTS);
      return new Decision(parts[0], Long.parseLong(parts[1]), parts[2]);
    }

    String text() {
      return outcome + " " + millis + " " + user;
    }
  }

  /** A code's limit and how many uses it has. */
  private record Invite(long maxUses, long uses) {

    static Invite read(String text) {
      int blank = text.indexOf(' ');
      return new Invite(
          Long.parseLong(text, 0, blank, 10), Long.parseLong(text, blank + 1, text.length(), 10));
    }

    String text() {
      return maxUses + " " + uses;
    }
  }

  /** The command of a redemption. */
  static String redemption(String userId) {
    return REDEEM + userId;
  }

  /** The command that creates a code. */
  static String creation(long maxUses) {
    return CREATE + maxUses;
  }

  @Override
  public void init(ProcessorContext<String, String> given) {
    context = given;
    invites = given.getStateStore(StreamsTopology.INVITES);
    users = given.getStateStore(StreamsTopology.USERS);
    decisions = given.getStateStore(StreamsTopology.DECISIONS);
  }

  /** Its key is the code, its value the request id and the command. */
  @Override
  public void process(Record<String, String> request) {
    String value = request.value();
    int blank = value.indexOf(' ');
    String id = value.substring(0, blank);
    KeyValueStore<String, String> known = requireNonNull(decisions);
    String decision = known.get(id);
    if (decision == null) {
      decision = decide(request.key(), value.substring(blank + 1), id, request.timestamp()).text();
      known.put(id, decision);
    }
    // Under the code, so that it lies in the partition of that number: a transaction that writes to
    // all partitions takes a marker for each.
    requireNonNull(context).forward(request.withValue(id + " " + decision));
  }

  private Decision decide(String code, String command, String id, long millis) {
    KeyValueStore<String, String> limits = requireNonNull(invites);
    if (command.startsWith(CREATE)) {
      long maxUses = Long.parseLong(command, CREATE.length(), command.length(), 10);
      limits.putIfAbsent(code, new Invite(maxUses, 0).text());
      return new Decision("CREATED", millis, "");
    }
    String user = command.substring(REDEEM.length());
    return new Decision(redeem(limits, code, user, id).name(), millis, user);
  }

  private PeerOutcome redeem(
      KeyValueStore<String, String> limits, String code, String user, String id) {
    String known = limits.get(code);
    if (known == null) {
      return PeerOutcome.UNKNOWN_CODE;
    }
    Invite invite = Invite.read(known);
    // No code has a blank.
    String use = code + " " + user;
    if (requireNonNull(users).get(use) != null) {
      return PeerOutcome.ALREADY_USED;
    }
    if (invite.uses() >= invite.maxUses()) {
      return PeerOutcome.EXHAUSTED;
    }
    requireNonNull(users).put(use, id);
    limits.put(code, new Invite(invite.maxUses(), invite.uses() + 1).text());
    return PeerOutcome.REDEEMED;
  }
}
