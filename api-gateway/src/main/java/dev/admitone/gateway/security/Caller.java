package dev.admitone.gateway.security;

import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.problem.RefusedCallException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a call, as its token names it.
 *
 * @param subject the owner of its idempotency keys, and the creator of the invites that it creates
 * @param scopes what the caller may do beyond acting for itself
 * @param verifiedPhone the phone number that the issuer has seen to be the subject's, if it says so
 */
public record Caller(String subject, Set<String> scopes, @Nullable String verifiedPhone) {

  /** Lets a service act for any user. */
  public static final String WRITES_FOR_ALL = "redemptions:write";

  /** Lets an operator create and change invites, and give uses back. */
  public static final String OPERATOR = "invites:admin";

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** A caller that may act for itself alone. */
  public Caller(String subject) {
    this(subject, Set.of(), null);
  }

  public boolean has(String scope) {
    return scopes.contains(scope);
  }

  /** Whether the caller may act for the user. */
  public boolean mayActFor(String userId) {
    return subject.equals(userId) || has(WRITES_FOR_ALL);
  }

  /**
   * Checks that the caller may act for the user.
   *
   * @throws RefusedCallException otherwise
   */
  public void requireMayActFor(String userId) {
    if (!mayActFor(userId)) {
      throw new RefusedCallException(Reason.OTHER_USER);
    }
  }

  /**
   * Whether the caller may know what was decided for the user; null: the decision names no user.
   */
  public boolean maySee(@Nullable String userId) {
    return subject.equals(userId) || has(WRITES_FOR_ALL) || has(OPERATOR);
  }

  /**
   * Refuses a phone number that is another one than the token's own. A token without a verified
   * number says nothing about it.
   *
   * @param phone in E.164, such as {@code +15555551234}
   * @throws RefusedCallException if it is another one
   */
  public void requirePhone(String phone) {
    if (verifiedPhone != null && !verifiedPhone.equals(phone)) {
      throw new RefusedCallException(Reason.OTHER_PHONE);
    }
  }
}
