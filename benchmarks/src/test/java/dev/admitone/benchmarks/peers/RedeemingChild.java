package dev.admitone.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.testsupport.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process with a peer that redeems, to be killed. */
final class RedeemingChild {

  private static final String CODE_FILE = "code";

  private RedeemingChild() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Peer peer = PeerSetup.read(directory).open();
    String code = Files.readString(directory.resolve(CODE_FILE), UTF_8);
    new Redeeming(peer, code, directory).begin();
    ChildJvm.readyToEnd("");
  }

  /** Starts one and kills it while it redeems. */
  static void startAndKill(PeerSetup setup, String code, Path directory) throws Exception {
    setup.write(directory);
    Files.writeString(directory.resolve(CODE_FILE), code, UTF_8);
    try (ChildJvm child = ChildJvm.start(RedeemingChild.class, directory)) {
      child.kill();
    }
  }
}
