package dev.admitone.benchmarks.peers.redis;

import dev.admitone.benchmarks.peers.NewCode;
import dev.admitone.benchmarks.peers.Peer;
import dev.admitone.benchmarks.peers.PeerDecision;
import dev.admitone.benchmarks.peers.PeerOutcome;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

/**
 * Redeems by one script over one connection, whose calls are pipelined: the set of a code's users,
 * whose size is the count, and its decisions by request id.
 */
public final class RedisPeer implements Peer {

  /** The keys of one code share a slot, so that a cluster takes the script too. */
  private static final String INVITE_PREFIX = "invite:{";

  private static final String USERS_PREFIX = "users:{";
  private static final String DECISIONS_PREFIX = "decisions:{";
  private static final String SUFFIX = "}";

  private static final String SCRIPT =
      """
      local decision = redis.call('HGET', KEYS[3], ARGV[1])
      if decision then
        return decision
      end
      local invite = redis.call('HMGET', KEYS[1], 'max', 'revoked', 'expires')
      local outcome
      if not invite[1] then
        outcome = 'UNKNOWN_CODE'
      elseif redis.call('SISMEMBER', KEYS[2], ARGV[2]) == 1 then
        outcome = 'ALREADY_USED'
      elseif invite[2] then
        outcome = 'REVOKED'
      elseif invite[3] and tonumber(invite[3]) <= tonumber(ARGV[3]) then
        outcome = 'EXPIRED'
      elseif redis.call('SCARD', KEYS[2]) >= tonumber(invite[1]) then
        outcome = 'EXHAUSTED'
      else
        redis.call('SADD', KEYS[2], ARGV[2])
        outcome = 'REDEEMED'
      end
      decision = outcome .. ' ' .. ARGV[3] .. ' ' .. ARGV[2]
      redis.call('HSET', KEYS[3], ARGV[1], decision)
      return decision
      """;

  /** A decision: outcome, time, user. */
  private static final int DECISION_PARTS = 3;

  private static final Duration START_MAX = Duration.ofSeconds(30);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

  private final RedisServer server;
  private final boolean ownsServer;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final RedisAsyncCommands<String, String> commands;
  private final String digest;

  private RedisPeer(
      RedisServer server,
      boolean ownsServer,
      RedisClient client,
      StatefulRedisConnection<String, String> connection) {
    this.server = server;
    this.ownsServer = ownsServer;
    this.client = client;
    this.connection = connection;
    this.commands = connection.async();
    this.digest = commands.digest(SCRIPT);
  }

  /**
   * Connects, once the server has loaded its data. The server stays the caller's to close.
   *
   * @throws IllegalStateException if it does not get ready
   */
  public static RedisPeer connect(RedisServer server) {
    return connect(server, false);
  }

  /** The same, and the server ends with it. */
  public static RedisPeer owning(RedisServer server) {
    return connect(server, true);
  }

  private static RedisPeer connect(RedisServer server, boolean ownsServer) {
    RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", server.port()));
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (true) {
      try {
        StatefulRedisConnection<String, String> connection = client.connect();
        requireDurable(connection.sync());
        return new RedisPeer(server, ownsServer, client, connection);
      } catch (RedisConnectionException | RedisCommandExecutionException e) {
        if (!server.isAlive() || System.nanoTime() > deadline) {
          client.shutdown();
          throw new IllegalStateException("redis-server does not get ready: see its redis.log", e);
        }
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
  }

  /** As the server itself reports it. It refuses all commands while it loads its data. */
  private static void requireDurable(RedisCommands<String, String> now) {
    Map<String, String> settings = now.configGet("append*");
    if (!"yes".equals(settings.get("appendonly"))
        || !"always".equals(settings.get("appendfsync"))) {
      throw new IllegalStateException(
          "The server says %s. A figure without durability is none: not measured."
              .formatted(settings));
    }
  }

  @Override
  public void create(List<NewCode> codes) {
    RedisCommands<String, String> now = connection.sync();
    for (NewCode code : codes) {
      now.hset(INVITE_PREFIX + code.code() + SUFFIX, "max", String.valueOf(code.maxUses()));
    }
  }

  @Override
  public CompletableFuture<PeerDecision> redeem(UUID requestId, String code, String userId) {
    String[] keys = {
      INVITE_PREFIX + code + SUFFIX, USERS_PREFIX + code + SUFFIX, DECISIONS_PREFIX + code + SUFFIX
    };
    String[] values = {requestId.toString(), userId, String.valueOf(System.currentTimeMillis())};
    return commands
        .<String>evalsha(digest, ScriptOutputType.VALUE, keys, values)
        .exceptionallyCompose(failure -> evaluateUnknown(failure, keys, values))
        .thenApply(text -> decision(text, userId))
        .toCompletableFuture();
  }

  /** A server that was started again does not know the script. */
  private CompletionStage<String> evaluateUnknown(
      Throwable failure, String[] keys, String[] values) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RedisNoScriptException
        ? commands.eval(SCRIPT, ScriptOutputType.VALUE, keys, values)
        : CompletableFuture.failedFuture(failure);
  }

  private static PeerDecision decision(String text, String userId) {
    String[] parts = text.split(" ", DECISION_PARTS);
    PeerOutcome outcome =
        parts[2].equals(userId) ? PeerOutcome.valueOf(parts[0]) : PeerOutcome.REQUEST_ID_REUSED;
    return new PeerDecision(outcome, Instant.ofEpochMilli(Long.parseLong(parts[1])));
  }

  @Override
  public long uses() {
    RedisCommands<String, String> now = connection.sync();
    return now.keys(USERS_PREFIX + "*").stream().mapToLong(now::scard).sum();
  }

  @Override
  public List<ProcessHandle> processes() {
    return List.of(server.process());
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
    if (ownsServer) {
      server.close();
    }
  }
}
