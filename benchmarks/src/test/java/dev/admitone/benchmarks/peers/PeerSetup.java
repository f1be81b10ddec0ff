package dev.admitone.benchmarks.peers;

import dev.admitone.benchmarks.peers.streams.StreamsPeer;
import dev.admitone.benchmarks.testbed.Sql;
import dev.admitone.benchmarks.testbed.TestBed;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/** What a peer needs to be opened, in this JVM or in a child. */
record PeerSetup(Properties settings) {

  static final String MICRO_BATCHER = "MICRO_BATCHER";
  static final String STREAMS = "STREAMS";

  private static final String FILE = "peer.properties";
  private static final String KIND = "kind";
  private static final String JDBC_URL = "jdbcUrl";
  private static final String USERNAME = "username";
  private static final String BROKERS = "brokers";
  private static final String STATE = "state";
  private static final String APPLICATION = "application";
  private static final int CONNECTIONS = 4;

  /** A peer whose ledger is the database. */
  static PeerSetup jdbc(String kind, TestBed testBed) {
    Properties settings = new Properties();
    settings.setProperty(KIND, kind);
    settings.setProperty(JDBC_URL, testBed.jdbcUrl());
    settings.setProperty(USERNAME, testBed.username());
    return new PeerSetup(settings);
  }

  static PeerSetup streams(TestBed testBed, Path state, String application) {
    Properties settings = new Properties();
    settings.setProperty(KIND, STREAMS);
    settings.setProperty(BROKERS, testBed.bootstrapServers());
    settings.setProperty(STATE, state.toString());
    settings.setProperty(APPLICATION, application);
    return new PeerSetup(settings);
  }

  static PeerSetup read(Path directory) throws IOException {
    Properties settings = new Properties();
    try (Reader file = Files.newBufferedReader(directory.resolve(FILE))) {
      settings.load(file);
    }
    return new PeerSetup(settings);
  }

  void write(Path directory) throws IOException {
    try (Writer file = Files.newBufferedWriter(directory.resolve(FILE))) {
      settings.store(file, null);
    }
  }

  Peer open() {
    String kind = get(KIND);
    if (kind.equals(STREAMS)) {
      return StreamsPeer.start(
          get(BROKERS),
          Path.of(get(STATE)),
          new StreamsPeer.Settings(get(APPLICATION), Duration.ofMillis(20), 1, 4));
    }
    PeerTables tables = new PeerTables(new Sql(get(JDBC_URL), get(USERNAME)));
    return kind.equals(MICRO_BATCHER)
        ? new MicroBatcher(get(JDBC_URL), get(USERNAME), tables)
        : new PooledPeer(
            tables,
            JdbcPeer.Way.valueOf(kind),
            JdbcPeer.pool(get(JDBC_URL), get(USERNAME), CONNECTIONS));
  }

  private String get(String name) {
    String value = settings.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(name + " is missing");
    }
    return value;
  }
}
