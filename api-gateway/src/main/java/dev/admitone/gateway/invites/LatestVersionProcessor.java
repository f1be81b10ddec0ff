package dev.admitone.gateway.invites;

import dev.admitone.schemas.avro.InviteSnapshot;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the highest version of each invite, in any order of snapshots. */
final class LatestVersionProcessor implements Processor<String, InviteSnapshot, Void, Void> {

  private static final Logger LOG = LoggerFactory.getLogger(LatestVersionProcessor.class);

  private final String storeName;
  private final SnapshotArrivals arrivals;
  private @Nullable KeyValueStore<String, InviteSnapshot> store;

  LatestVersionProcessor(String storeName, SnapshotArrivals arrivals) {
    this.storeName = storeName;
    this.arrivals = arrivals;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    store = context.getStateStore(storeName);
  }

  @Override
  public void process(Record<String, InviteSnapshot> record) {
    KeyValueStore<String, InviteSnapshot> snapshots = store;
    if (snapshots == null) {
      throw new IllegalStateException("A record came before init");
    }
    String code = record.key();
    InviteSnapshot snapshot = record.value();
    // Invites are never deleted, and a snapshot under another code's key would show a wrong one.
    if (snapshot == null || !snapshot.getCode().equals(code)) {
      LOG.warn("Left out a record of the invites topic that is no snapshot of its key's invite");
      return;
    }
    InviteSnapshot known = snapshots.get(code);
    if (known == null || known.getVersion() <= snapshot.getVersion()) {
      snapshots.put(code, snapshot);
      arrivals.arrived(code);
    }
  }
}
