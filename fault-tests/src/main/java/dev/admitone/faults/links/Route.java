package dev.admitone.faults.links;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The links from some processes to all servers of one kind, which break together.
 *
 * @param links one before each server
 */
public record Route(List<Link> links) implements AutoCloseable {

  /** Takes a copy. */
  public Route {
    links = List.copyOf(links);
  }

  /**
   * To a server whose protocol does not matter.
   *
   * @throws IOException if it cannot listen
   */
  public static Route to(int port) throws IOException {
    return new Route(List.of(Link.before(port)));
  }

  /**
   * To the brokers of a cluster: what they say of where they listen becomes the links' addresses.
   *
   * @throws IOException if it cannot listen
   */
  public static Route toBrokers(List<Integer> ports) throws IOException {
    Map<Integer, Integer> names = new HashMap<>();
    List<Link> links = new ArrayList<>();
    for (int port : ports) {
      Link link = Link.beforeBroker(port, names);
      names.put(port, link.port());
      links.add(link);
    }
    links.forEach(Link::begin);
    return new Route(links);
  }

  /** Several as one, which break together. */
  public static Route of(List<Route> routes) {
    return new Route(routes.stream().flatMap(route -> route.links().stream()).toList());
  }

  /** {@code host:port}, of all links. */
  public String address() {
    return links.stream().map(Link::address).collect(Collectors.joining(","));
  }

  /** Does it to each. */
  public void each(Consumer<Link> what) {
    links.forEach(what);
  }

  /** Ends all delays and breaks. */
  public void heal() {
    each(Link::heal);
  }

  @Override
  public void close() {
    each(Link::close);
  }
}
