package dev.admitone.system;

import dev.admitone.local.secrets.TokenKey;
import dev.admitone.testsupport.ApiClient;
import java.net.URI;

/** Clients of gateways that trust a key of this product's own. */
public final class Clients {

  private Clients() {}

  /** With a token that lets its bearer do everything. */
  public static ApiClient of(URI gateway, TokenKey key) {
    return new ApiClient(gateway, key.token("tester", "redemptions:write invites:admin"));
  }
}
