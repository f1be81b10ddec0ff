package dev.admitone.processor.redemption;

/**
 * What a user signs up with.
 *
 * @param email ASCII; unique without regard to case
 * @param username ASCII; unique without regard to case
 * @param phone E.164; unique
 */
public record Signup(
    String email, String username, String displayName, String phone, String passwordHash) {

  /** Says nothing of the content: no line of a logger may contain any of it. */
  @Override
  public String toString() {
    return "Signup[...]";
  }
}
