package dev.admitone.gateway.validity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** What validating a code takes; more is ignored, since frontends send what they have. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ValidateBody(@Nullable String code) {}
