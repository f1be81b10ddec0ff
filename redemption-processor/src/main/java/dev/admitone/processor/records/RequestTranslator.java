package dev.admitone.processor.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.Delivery;
import dev.admitone.processor.redemption.Fingerprint;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Pseudonyms;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.SourceRecord;
import dev.admitone.processor.redemption.Undecidable;
import dev.admitone.processor.redemption.Undecidable.Defect;
import dev.admitone.processor.redemption.Undecidable.ReadablePart;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import dev.admitone.schemas.codes.ContentFingerprints;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.codes.RequestRecords;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SealingKeyMissingException;
import dev.admitone.schemas.signup.UnknownProfileVersionException;
import dev.admitone.service.ContractProperties;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * From a record of the requests topic to a request, or to what is wrong with it. Never throws for
 * what a record contains: one bad record must not stop its lane. Only where something is missing
 * here, the key of a signup's seal, it throws: no record is set aside for that.
 */
public final class RequestTranslator {

  /** A well-formed W3C traceparent: hostile headers may be of any size and contain anything. */
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private static final int TRACEPARENT_LENGTH = 55;

  private final RecordCodec<RedemptionRequest> codec;
  private final CommandTranslator commands;
  private final int partitionCount;

  private RequestTranslator(
      RecordCodec<RedemptionRequest> codec, CommandTranslator commands, int partitionCount) {
    this.codec = codec;
    this.commands = commands;
    this.partitionCount = partitionCount;
  }

  /** Reads requests as the contract of this deployment says, and opens signups with the seal. */
  public static RequestTranslator of(
      ContractProperties contract, ProfileSeal seal, Pseudonyms pseudonyms) {
    return new RequestTranslator(
        RecordCodec.requests(contract.writeVersion()),
        new CommandTranslator(seal, pseudonyms),
        contract.partitions());
  }

  /**
   * The request in the record, or what is wrong with the record.
   *
   * @throws SealingKeyMissingException if the key of a signup's seal is missing here
   * @throws UnknownProfileVersionException if a newer release sealed a signup
   */
  public Delivery translate(ConsumerRecord<byte[], byte[]> record) {
    SourceRecord source = source(record);
    byte[] value = source.value();
    if (value == null) {
      return new Undecidable(source, Defect.EMPTY, "the record has no value", null);
    }
    ReadablePart readable = codec.peekRequestId(value).map(ReadablePart::of).orElse(null);
    if (value.length > RecordCodec.REQUEST_BYTES_MAX) {
      String detail =
          "%d bytes; a request has at most %d"
              .formatted(value.length, RecordCodec.REQUEST_BYTES_MAX);
      return new Undecidable(source, Defect.TOO_LARGE, detail, readable);
    }
    RedemptionRequest decoded;
    try {
      decoded = codec.decode(value);
    } catch (UndecodableRecordException e) {
      Defect defect = ContractValues.defect(e.reason());
      return new Undecidable(source, defect, String.valueOf(e.getMessage()), readable);
    }
    return request(source, decoded);
  }

  /**
   * The id of the command in the record, if it is one that a decision is possible about; empty for
   * one that is not recorded, too.
   */
  public Optional<UUID> decidableId(ConsumerRecord<byte[], byte[]> record) {
    try {
      return translate(record) instanceof Request request
              && !(request.command() instanceof Command.Unrecorded)
          ? Optional.of(request.id())
          : Optional.empty();
    } catch (SealingKeyMissingException | UnknownProfileVersionException e) {
      return codec.peekRequestId(record.value());
    }
  }

  private Delivery request(SourceRecord source, RedemptionRequest decoded) {
    UUID id = decoded.getRequestId();
    Fingerprint fingerprint = ContractValues.fingerprint(decoded.getContentFingerprint());
    String code = decoded.getCode();
    if (decoded.getAsk() != null) {
      return question(source, decoded, fingerprint);
    }
    if (!InviteCodes.isCanonical(code)) {
      String detail = "the code is not in its canonical form";
      ReadablePart readable = new ReadablePart(id, fingerprint, null, null);
      return new Undecidable(source, Defect.IMPOSSIBLE_CONTENT, detail, readable);
    }
    Command command;
    try {
      command = commands.command(decoded);
    } catch (ImpossibleContentException e) {
      ReadablePart readable = new ReadablePart(id, fingerprint, code, null);
      return new Undecidable(
          source, Defect.IMPOSSIBLE_CONTENT, String.valueOf(e.getMessage()), readable);
    }
    Request request = new Request(id, fingerprint, code, command, source);
    if (!isOfContent(decoded)) {
      return undecidable(
          request, Defect.IMPOSSIBLE_CONTENT, "the fingerprint is not that of the content");
    }
    return misplaced(request, source);
  }

  /**
   * A question has no code, the asked id as its key, and lies on any partition. A malformed one is
   * not reported under the id that it asks about: that request is not set aside.
   */
  private Delivery question(
      SourceRecord source, RedemptionRequest decoded, Fingerprint fingerprint) {
    UUID id = decoded.getRequestId();
    byte[] key = source.key();
    if (!decoded.getCode().isEmpty()) {
      return new Undecidable(source, Defect.IMPOSSIBLE_CONTENT, "an Ask has no code", null);
    }
    if (key == null || !RequestRecords.key(decoded).equals(new String(key, UTF_8))) {
      String detail = "the record's key is not the request id inside";
      return new Undecidable(source, Defect.KEY_MISMATCH, detail, null);
    }
    if (!isOfContent(decoded)) {
      String detail = "the fingerprint is not that of the content";
      return new Undecidable(source, Defect.IMPOSSIBLE_CONTENT, detail, null);
    }
    try {
      return new Request(id, fingerprint, "", commands.command(decoded), source);
    } catch (ImpossibleContentException e) {
      String detail = String.valueOf(e.getMessage());
      return new Undecidable(source, Defect.IMPOSSIBLE_CONTENT, detail, null);
    }
  }

  /**
   * Signups have no fingerprint here: theirs is made under a key. A writer whose fingerprints are
   * not the content's would break P3: other content could pass for the same request, and the same
   * request for another one.
   */
  private static boolean isOfContent(RedemptionRequest decoded) {
    return ContentFingerprints.of(decoded)
        .map(ofContent -> ofContent.equals(decoded.getContentFingerprint()))
        .orElse(true);
  }

  private Delivery misplaced(Request request, SourceRecord source) {
    byte[] key = source.key();
    if (key == null || !request.code().equals(new String(key, UTF_8))) {
      return undecidable(request, Defect.KEY_MISMATCH, "the record's key is not the code inside");
    }
    int partition = InviteCodes.partition(request.code(), partitionCount);
    if (partition != source.position().partition()) {
      String detail =
          "the code belongs on partition %d of %d: use murmur2, as Kafka's Java client does"
              .formatted(partition, partitionCount);
      return undecidable(request, Defect.WRONG_PARTITION, detail);
    }
    return request;
  }

  private static Undecidable undecidable(Request request, Defect defect, String detail) {
    return new Undecidable(request.source(), defect, detail, ReadablePart.of(request));
  }

  private static SourceRecord source(ConsumerRecord<byte[], byte[]> record) {
    return new SourceRecord(
        new Position(record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        record.key(),
        record.value(),
        traceparent(record));
  }

  private static @Nullable String traceparent(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader("traceparent");
    if (header == null || header.value() == null || header.value().length != TRACEPARENT_LENGTH) {
      return null;
    }
    String value = new String(header.value(), UTF_8);
    return TRACEPARENT.matcher(value).matches() ? value : null;
  }
}
