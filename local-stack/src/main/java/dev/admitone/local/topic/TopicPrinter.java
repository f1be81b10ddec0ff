package dev.admitone.local.topic;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.settings.StackPort;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.MessageFormatter;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a topic of the running stack, all its partitions and outside of any group. */
final class TopicPrinter implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
  private static final int REPLY_TIMEOUT_MILLIS = 10_000;
  private static final int STOP_SECONDS_MAX = 5;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final CountDownLatch closed = new CountDownLatch(1);

  private TopicPrinter(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
  }

  /**
   * Finds the topic.
   *
   * @throws CommandFailedException if no broker responds there, or it has no such topic
   */
  static TopicPrinter connect(int port, String topic) {
    requireBroker(port);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                "127.0.0.1:" + port,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                REPLY_TIMEOUT_MILLIS),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new CommandFailedException(
            "The broker on port %d has no topic %s: the services of ./admit up create it."
                .formatted(port, topic),
            null);
      }
      return new TopicPrinter(consumer, partitions);
    } catch (KafkaException e) {
      consumer.close();
      throw noBroker(port, e);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** Prints what is there and what comes, until it is stopped or the reader of its output ends. */
  void print(boolean fromBeginning, MessageFormatter formatter, PrintStream output) {
    consumer.assign(partitions);
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    try {
      while (!output.checkError()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          formatter.writeTo(record, output);
        }
      }
    } catch (WakeupException e) {
      // Stopped.
    }
  }

  /** From another thread: ends the printing and returns when it has ended. */
  void stop() {
    consumer.wakeup();
    try {
      closed.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    consumer.close();
    closed.countDown();
  }

  /**
   * Asks for the broker's API versions, to which every broker replies. A Kafka client would try for
   * a minute where no process listens, and where another server replies it takes the reply's first
   * bytes for a length, and its memory ends (KAFKA-4493).
   */
  private static void requireBroker(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
      socket.setSoTimeout(REPLY_TIMEOUT_MILLIS);
      if (!repliesAsBroker(socket)) {
        throw noBroker(port, null);
      }
    } catch (ConnectException e) {
      throw new CommandFailedException(
          ("Nothing listens on port %d: start ./admit up in another terminal,"
                  + " or set %s to its broker's port.")
              .formatted(port, StackPort.KAFKA.variable()),
          e);
    } catch (IOException e) {
      throw noBroker(port, e);
    }
  }

  private static boolean repliesAsBroker(Socket socket) throws IOException {
    int correlationId = 20_260_504;
    ByteBuffer request = ByteBuffer.allocate(14);
    request.putInt(10).putShort(ApiKeys.API_VERSIONS.id).putShort((short) 0).putInt(correlationId);
    request.putShort((short) -1); // No client id.
    socket.getOutputStream().write(request.array());
    byte[] reply = socket.getInputStream().readNBytes(2 * Integer.BYTES);
    return reply.length == 2 * Integer.BYTES
        && ByteBuffer.wrap(reply).getInt(Integer.BYTES) == correlationId;
  }

  private static CommandFailedException noBroker(int port, @Nullable Exception cause) {
    return new CommandFailedException(
        "What listens on port %d does not respond as a Kafka broker: set %s to the broker's port."
            .formatted(port, StackPort.KAFKA.variable()),
        cause);
  }
}
