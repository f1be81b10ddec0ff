package dev.admitone.gateway.limits;

import dev.admitone.gateway.problem.InvalidRequestException;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.problem.RefusedCallException;
import dev.admitone.gateway.security.Caller;
import dev.admitone.gateway.web.HeaderNames;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Takes each call's token from its caller's bucket, and says in the response's headers how much is
 * left.
 *
 * @see <a
 *     href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/10/">RateLimit
 *     header fields for HTTP, draft 10</a>
 */
public final class CallLimits {

  /**
   * Decisions that show whether a code exists or a person has an account: callers may try to guess.
   */
  private static final Set<@Nullable RefusalReason> GUESSED =
      EnumSet.of(RefusalReason.UNKNOWN_CODE, RefusalReason.EMAIL_TAKEN, RefusalReason.PHONE_TAKEN);

  private static final int NETWORK_BYTES = 8;
  private static final String NO_ADDRESS = "none";

  private final Limits limits;
  private final Looks looks;

  CallLimits(Limits limits, Looks looks) {
    this.limits = limits;
    this.looks = looks;
  }

  /**
   * Admits a call that uses a code for a user. A service's call takes from the user's own bucket
   * first, so one user's flood takes nothing from the service's other users.
   *
   * @throws RefusedCallException if the bucket is empty
   */
  public void admit(Caller caller, String userId, HttpServletResponse response) {
    BucketState user = limits.takeUser(userId);
    if (!user.admitted() || !caller.has(Caller.WRITES_FOR_ALL)) {
      admit(List.of(user), response);
    } else {
      admit(List.of(user, limits.takeService(caller.subject())), response);
    }
  }

  /**
   * Admits many redemptions of one call, each for a user. All of them take from a service's bucket,
   * or none. One whose user's bucket is empty is not admitted and takes nothing, and the others
   * are: one user's flood takes nothing from the service's other users here either.
   *
   * @return the buckets of the users, each as its redemption left it, in the order of the users
   * @throws InvalidRequestException if a service's bucket never holds as much
   * @throws RefusedCallException if the bucket of the caller is empty
   */
  public List<BucketState> admitAll(
      Caller caller, List<String> userIds, HttpServletResponse response) {
    if (!caller.has(Caller.WRITES_FOR_ALL)) {
      // All of them are the caller itself.
      List<BucketState> own = takeUsers(userIds);
      admit(own.subList(0, 1), response);
      describe(own.subList(own.size() - 1, own.size()), response);
      return own;
    }
    int count = userIds.size();
    if (count > limits.serviceBurst()) {
      throw new InvalidRequestException(
          "redemptions must have at most %d items, as many as a service may redeem at once"
              .formatted(limits.serviceBurst()));
    }
    // Before the users' buckets: where this one has too little, nothing is taken from them.
    admit(List.of(limits.takeService(caller.subject(), count)), response);
    List<BucketState> users = takeUsers(userIds);
    int refused = (int) users.stream().filter(user -> !user.admitted()).count();
    if (refused > 0) {
      limits.returnService(caller.subject(), refused);
    }
    return users;
  }

  private List<BucketState> takeUsers(List<String> userIds) {
    return userIds.stream().map(limits::takeUser).toList();
  }

  /**
   * Admits a call that asks about a code: by caller if there is one, otherwise by address.
   *
   * @param caller null where the call is anonymous
   * @throws RefusedCallException if the bucket is empty
   */
  public void admitQuestion(
      @Nullable Caller caller, HttpServletRequest request, HttpServletResponse response) {
    if (caller == null) {
      admit(List.of(limits.takeAddress(address(request))), response);
    } else if (caller.has(Caller.WRITES_FOR_ALL)) {
      admit(List.of(limits.takeService(caller.subject())), response);
    } else {
      admit(List.of(limits.takeUser(caller.subject())), response);
    }
  }

  /**
   * Admits a status call. An operator's call costs nothing, nor does another look at a decision
   * that the caller has seen.
   *
   * @throws RefusedCallException if the bucket is empty
   */
  public void admitLook(Caller caller, UUID requestId, HttpServletResponse response) {
    String subject = caller.subject();
    if (caller.has(Caller.OPERATOR) || looks.hasSeen(requestId, subject)) {
      return;
    }
    BucketState state =
        caller.has(Caller.WRITES_FOR_ALL)
            ? limits.takeAskingService(subject)
            : limits.takeAskingUser(subject);
    admit(List.of(state), response);
  }

  /**
   * Records that a decision is told to the caller. A decision that is worth guessing is charged
   * when it is told for the first time, but not when an operator looks.
   */
  public void told(Caller caller, RedemptionDecided decision) {
    UUID requestId = decision.getRequestId();
    boolean guessed =
        decision.getOutcome() == Outcome.REFUSED && GUESSED.contains(decision.getReason());
    if (guessed && !caller.has(Caller.OPERATOR) && looks.isFirst(requestId)) {
      chargeGuess(caller, decision.getUserId());
    }
    looks.saw(requestId, caller.subject());
  }

  private void chargeGuess(Caller caller, @Nullable String userId) {
    if (userId != null) {
      limits.chargeUser(userId);
    }
    if (caller.has(Caller.WRITES_FOR_ALL)) {
      limits.chargeService(caller.subject());
    }
  }

  /** Charges a call that asked about a code that does not exist. */
  public void chargeUnknownCodeAsked(@Nullable Caller caller, HttpServletRequest request) {
    if (caller == null) {
      limits.chargeAddress(address(request));
    } else {
      chargeGuess(caller, caller.subject());
    }
  }

  private static void admit(List<BucketState> states, HttpServletResponse response) {
    describe(states, response);
    for (BucketState state : states) {
      if (!state.admitted()) {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(state.secondsUntilNext()));
        throw new RefusedCallException(Reason.TOO_MANY_CALLS);
      }
    }
  }

  private static void describe(List<BucketState> states, HttpServletResponse response) {
    response.setHeader(
        HeaderNames.RATE_LIMIT_POLICY,
        states.stream()
            .map(BucketState::policy)
            .map(CallLimits::policy)
            .collect(Collectors.joining(", ")));
    response.setHeader(
        HeaderNames.RATE_LIMIT,
        states.stream().map(CallLimits::rateLimit).collect(Collectors.joining(", ")));
  }

  private static String policy(Policy policy) {
    // Joined, not formatted: each call writes these headers.
    return '"' + policy.name() + "\";q=" + policy.burst() + ";w=" + policy.refill().toSeconds();
  }

  private static String rateLimit(BucketState state) {
    return '"'
        + state.policy().name()
        + "\";r="
        + state.remaining()
        + ";t="
        + state.secondsUntilFull();
  }

  /** The network of an IPv6 address: a client that has one of its addresses has all of them. */
  static String address(HttpServletRequest request) {
    String remote = request.getRemoteAddr();
    int zone = remote.indexOf('%');
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(zone < 0 ? remote : remote.substring(0, zone));
    } catch (IllegalArgumentException e) {
      // A trusted proxy may forward text that is no address: all such calls share one bucket.
      return NO_ADDRESS;
    }
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
        : address.getHostAddress();
  }
}
