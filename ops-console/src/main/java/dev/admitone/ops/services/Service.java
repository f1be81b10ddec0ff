package dev.admitone.ops.services;

import java.net.URI;

/**
 * A service that is asked.
 *
 * @param kind what it is, for people
 * @param address of its management
 */
public record Service(String kind, URI address) {

  URI at(String path) {
    String base = address.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }
}
