package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.generator.CallTemplate;
import dev.admitone.benchmarks.peers.NewCode;
import dev.admitone.benchmarks.peers.Peer;
import dev.admitone.benchmarks.testbed.TestBed;
import dev.admitone.gateway.GatewayApplication;
import dev.admitone.gateway.log.Decider;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Another way to redeem behind the product's own route, with its tokens, limits, metrics and
 * responses: the gateway itself, and a peer in the place of its log.
 */
abstract class LeanContender implements Contender {

  private static final String PATH = "/api/redemptions";

  /** More than any run has time for. */
  private static final long USES_MAX = 1_000_000_000_000L;

  /** Opens the peer on nothing: no codes, no uses. */
  abstract Peer open(TestBed testBed) throws Exception;

  /** The codes, all with more uses than a run needs. */
  List<NewCode> codes() {
    return NewCode.numbered(CODE_PREFIX, CODE_COUNT, USES_MAX);
  }

  /** From now on the peer has a pool of that size. */
  void resize(Peer peer, int size) {
    throw new IllegalStateException("it has no pool to choose: " + size);
  }

  /** Requires what correct calls leave behind. */
  void verify(Peer peer, long reported, long sent) {
    UseCount.awaitBetween(reported, sent, peer::uses);
    peer.requireCounted();
  }

  @Override
  public RunningContender start(TestBed testBed) throws Exception {
    Peer peer = open(testBed);
    try {
      peer.create(codes());
      return new Running(peer, service(testBed, peer));
    } catch (Exception e) {
      peer.close();
      throw e;
    }
  }

  private static ConfigurableApplicationContext service(TestBed testBed, Peer peer) {
    ConfigurableApplicationContext service =
        GatewayApplication.builder()
            .registerShutdownHook(false)
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(
                            "peerDecider",
                            Decider.class,
                            () -> new PeerDecider(peer),
                            bean -> bean.setPrimary(true)))
            .run(Gateway.settings(testBed));
    Gateway.stopReaders(service);
    return service;
  }

  private final class Running implements RunningContender {

    private final Peer peer;
    private final ConfigurableApplicationContext service;

    Running(Peer peer, ConfigurableApplicationContext service) {
      this.peer = peer;
      this.service = service;
    }

    @Override
    public int port() {
      return Gateway.port(service);
    }

    @Override
    public List<CallTemplate> calls() {
      return CallTemplate.redemptions(PATH);
    }

    @Override
    public void usePool(int size) {
      resize(peer, size);
    }

    @Override
    public List<ProcessHandle> processes() {
      return peer.processes();
    }

    @Override
    public Map<String, Double> counts() {
      return peer.counts();
    }

    @Override
    public void verify(long reported, long sent) {
      LeanContender.this.verify(peer, reported, sent);
    }

    @Override
    public void close() {
      service.close();
      peer.close();
    }
  }
}
