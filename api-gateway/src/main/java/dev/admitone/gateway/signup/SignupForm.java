package dev.admitone.gateway.signup;

/**
 * A signup whose parts are valid and in their canonical form.
 *
 * @param phone E.164
 * @param password as it was typed
 */
public record SignupForm(
    String code,
    String userId,
    String email,
    String username,
    String displayName,
    String phone,
    String password) {

  /** Says nothing of the content: no line of a logger may contain any of it. */
  @Override
  public String toString() {
    return "SignupForm[...]";
  }
}
