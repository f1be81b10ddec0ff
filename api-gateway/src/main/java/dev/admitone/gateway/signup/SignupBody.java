package dev.admitone.gateway.signup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** What signing up takes; more is ignored, since frontends send what they have. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SignupBody(
    @Nullable String userId,
    @Nullable String email,
    @Nullable String password,
    @Nullable String username,
    @Nullable String displayName,
    @Nullable String inviteCode,
    @Nullable String phone) {

  /** Says nothing of the content: at its finest level the framework logs what it has read. */
  @Override
  public String toString() {
    return "SignupBody[...]";
  }
}
