package dev.admitone.gateway.redemption;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What redeeming many codes takes; more is ignored, as when redeeming one. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RedeemAllBody(@Nullable List<@Nullable RedeemBody> redemptions) {}
