package dev.admitone.containers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/** An issuer of tokens. */
record Tokens(ECKey key, String issuer, String audience) {

  static Tokens fresh() {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).generate();
      return new Tokens(key, "urn:admit-one:container-tests", "admit-one");
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one that {@code ./admit compose} made. */
  static Tokens ofCompose(Path directory) {
    try {
      ECKey key = ECKey.parse(Files.readString(directory.resolve("token-key.json")));
      return new Tokens(key, "urn:admit-one:local-stack", "admit-one");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For one who may do everything. */
  String all() {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(audience)
            .subject("container-tests")
            .claim("scope", "redemptions:write invites:admin")
            .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
            .build();
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims);
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String publicPem() {
    try {
      return "-----BEGIN PUBLIC KEY----- %s -----END PUBLIC KEY-----"
          .formatted(Base64.getEncoder().encodeToString(key.toECPublicKey().getEncoded()));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
