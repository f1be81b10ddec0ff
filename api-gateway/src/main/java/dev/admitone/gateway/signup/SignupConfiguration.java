package dev.admitone.gateway.signup;

import dev.admitone.schemas.signup.ProfileSeal;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class SignupConfiguration {

  @Bean
  PasswordHashes passwordHashes(SignupProperties signup, MeterRegistry registry) {
    return new PasswordHashes(
        signup.hashThreads(), signup.maxWaiting(), signup.maxHashWait(), registry);
  }

  @Bean
  SignupRequests signupRequests(SignupProperties signup, ProfileSeal seal) {
    return new SignupRequests(signup.fingerprint().fingerprints(), seal);
  }
}
