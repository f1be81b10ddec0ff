package dev.admitone.gateway;

import dev.admitone.gateway.origin.AllowedOrigins;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The gateway's own settings.
 *
 * @param defaultWait how long a call waits for its decision unless it says so itself
 * @param maxWait how long a call may wait at most
 * @param maxWaiters how many calls that change something may wait at once; beyond it a call gets
 *     the status 202 as soon as the broker has acknowledged its request
 * @param maxAskingWaiters how many status calls and event streams may wait at once; beyond it they
 *     get their response without waiting. By default three quarters of {@code
 *     limits.max-asking-calls}, and at most as many as these
 * @param maxOpenQuestions how many questions to the ledger, about requests that were decided longer
 *     ago than results are remembered, may be open at once; beyond it callers are told to ask later
 * @param maxBulkCalls how many calls that create many codes may run at once, each with some ten
 *     megabytes; beyond it they are refused with 503
 * @param maxBulkRedemptionCalls how many calls with many redemptions may be open at once, each with
 *     up to half a megabyte; beyond it they are refused with 503
 * @param maxAcknowledgement how long a call waits for the broker's acknowledgement at most
 * @param results how much of the results topic is remembered
 * @param events how a request's server-sent events are sent
 * @param cors which web pages of other origins may call
 * @param codeSecret what codes are derived from when a call that generates them has an
 *     Idempotency-Key; the same on every gateway, at least 16 characters, kept secret
 * @param openapiEnabled whether the gateway serves its contract at {@code /openapi.json} and the
 *     page to try it at {@code /swagger-ui.html}
 */
@Validated
@ConfigurationProperties("admit-one.gateway")
public record GatewayProperties(
    @DefaultValue("5s") Duration defaultWait,
    @DefaultValue("30s") Duration maxWait,
    @DefaultValue("10000") @Min(1) int maxWaiters,
    @Min(1) @Nullable Integer maxAskingWaiters,
    @DefaultValue("1000") @Min(1) int maxOpenQuestions,
    @DefaultValue("4") @Min(1) int maxBulkCalls,
    @DefaultValue("100") @Min(1) int maxBulkRedemptionCalls,
    @DefaultValue("4500ms") Duration maxAcknowledgement,
    @DefaultValue @Valid Results results,
    @DefaultValue Events events,
    @DefaultValue Cors cors,
    @NotBlank(
            message =
                "must be set to a secret of at least 16 characters, the same on every gateway"
                    + " (property admit-one.gateway.code-secret or environment variable"
                    + " ADMITONE_GATEWAY_CODESECRET)")
        @Nullable String codeSecret,
    @DefaultValue("true") boolean openapiEnabled) {

  private static final int SECRET_LENGTH_MIN = 16;

  /** Checks what one value alone cannot show. */
  public GatewayProperties {
    check(!defaultWait.isNegative(), "admit-one.gateway.default-wait must not be negative");
    check(
        maxWait.compareTo(defaultWait) >= 0,
        "admit-one.gateway.max-wait must not be shorter than admit-one.gateway.default-wait");
    check(
        maxAcknowledgement.compareTo(Duration.ofSeconds(1)) >= 0,
        "admit-one.gateway.max-acknowledgement must be at least 1s");
    // Checked here and not by a constraint, whose message would repeat the secret.
    check(
        codeSecret == null || codeSecret.isBlank() || codeSecret.length() >= SECRET_LENGTH_MIN,
        "admit-one.gateway.code-secret must have at least 16 characters");
  }

  /**
   * How much of the results topic is remembered: what is older or more is forgotten, and the
   * decision comes from the ledger when the request is sent again.
   *
   * @param retention how far back results are read at the start, and how long each is kept
   * @param maxSize how much memory they take at most; the oldest go first. A quarter of the heap
   *     when it is not set, up to 256 MB
   */
  public record Results(Duration retention, DataSize maxSize) {

    private static final long MOST = DataSize.ofMegabytes(256).toBytes();
    private static final int SHARE_OF_HEAP = 4;

    /** Checks the values. */
    public Results(@DefaultValue("15m") Duration retention, @Nullable DataSize maxSize) {
      long ofHeap = Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
      this.retention = retention;
      this.maxSize = maxSize == null ? DataSize.ofBytes(ofHeap) : maxSize;
      check(
          retention.isPositive(), "admit-one.gateway.results.retention must be more than nothing");
      check(
          this.maxSize.toBytes() > 0,
          "admit-one.gateway.results.max-size must be more than nothing");
    }
  }

  /**
   * How a request's server-sent events are sent. Each stream counts as a status call that waits.
   *
   * @param heartbeat after how long a comment shows that the stream is alive
   * @param maxDuration how long a stream waits for the decision at most
   */
  public record Events(
      @DefaultValue("15s") Duration heartbeat, @DefaultValue("5m") Duration maxDuration) {

    /** Checks the values. */
    public Events {
      check(heartbeat.isPositive(), "admit-one.gateway.events.heartbeat must be more than nothing");
      check(
          maxDuration.isPositive(),
          "admit-one.gateway.events.max-duration must be more than nothing");
    }
  }

  /**
   * Which web pages of other origins may call, from a browser. None by default.
   *
   * @param allowedOrigins such as {@code https://app.example.org}: scheme, host, and port if it is
   *     not the scheme's own; {@code https://*.example.org} for all hosts with one label there; or
   *     {@code *} for all
   * @param allowedHeaders names of headers that their calls may have beside those that the gateway
   *     knows
   */
  public record Cors(
      @DefaultValue List<String> allowedOrigins, @DefaultValue List<String> allowedHeaders) {

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'+.^_`|~-]+");

    /** Checks the values. */
    public Cors {
      allowedOrigins = List.copyOf(allowedOrigins);
      allowedHeaders = List.copyOf(allowedHeaders);
      try {
        var _ = new AllowedOrigins(allowedOrigins);
      } catch (IllegalArgumentException e) {
        // Without its cause, whose message alone would be shown at the start.
        throw new IllegalArgumentException(
            "admit-one.gateway.cors.allowed-origins " + e.getMessage());
      }
      for (String header : allowedHeaders) {
        check(
            HEADER.matcher(header).matches(),
            "admit-one.gateway.cors.allowed-headers must be names of headers, but one is "
                + header);
      }
    }

    /** The origins. */
    public AllowedOrigins origins() {
      return new AllowedOrigins(allowedOrigins);
    }
  }

  /** Everything but the secret. */
  @Override
  public String toString() {
    return "GatewayProperties[defaultWait=%s, maxWait=%s, maxWaiters=%d, results=%s]"
        .formatted(defaultWait, maxWait, maxWaiters, results);
  }

  private static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
