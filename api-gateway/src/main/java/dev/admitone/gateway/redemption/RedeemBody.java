package dev.admitone.gateway.redemption;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** What redeeming takes; more is ignored, since frontends send what they have. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RedeemBody(@Nullable String code, @Nullable String userId) {}
