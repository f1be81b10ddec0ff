package com.example.consumer;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.testcontainers.AdmitOneContainer;
import java.util.UUID;

/** Writes and reads a record of the log, and prepares a container without starting it. */
public final class Consumer {

  private Consumer() {}

  public static void main(String[] arguments) throws Exception {
    RecordCodec<RedemptionRequest> requests = RecordCodec.requests(1);
    byte[] record = requests.encode(Requests.redeem(UUID.randomUUID(), "KTEST1", "ann"));
    RedemptionRequest read = requests.decode(record);
    try (AdmitOneContainer container = new AdmitOneContainer()) {
      System.out.printf(
          "Java %d: a request for %s, and a container with port %d%n",
          Runtime.version().feature(),
          read.getCode(),
          container.getExposedPorts().get(0));
    }
  }
}
