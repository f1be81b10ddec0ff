package dev.admitone.ops.revocations;

import dev.admitone.ops.log.CarriedOut;
import dev.admitone.ops.log.Commands;
import dev.admitone.ops.log.RequestIds;
import dev.admitone.ops.revocations.OpenCodesTable.ClaimedSet;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.ContentFingerprints;
import dev.admitone.schemas.codes.Requests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Revokes codes of a set, through the log. The id of a request is derived from the set and the
 * code: after a crash the same requests are sent again, and get the decisions that there are.
 */
final class RevocationBatches {

  private static final String PURPOSE = "ops-revocation";

  private final Commands commands;

  RevocationBatches(Commands commands) {
    this.commands = commands;
  }

  /** The outcomes of those of the codes that are decided now. */
  Map<String, String> carryOut(ClaimedSet set, List<String> codes) {
    List<RedemptionRequest> requests = codes.stream().map(code -> request(set, code)).toList();
    Map<UUID, String> decided =
        commands.decided(requests.stream().map(RedemptionRequest::getRequestId).toList());
    List<RedemptionRequest> missing =
        requests.stream().filter(request -> !decided.containsKey(request.getRequestId())).toList();
    CarriedOut carriedOut = commands.carryOutAll(missing);
    decided.putAll(carriedOut.outcomes());
    Map<String, String> outcomes = new LinkedHashMap<>();
    for (RedemptionRequest request : requests) {
      String outcome = decided.get(request.getRequestId());
      if (outcome != null) {
        outcomes.put(request.getCode(), outcome);
      }
    }
    return outcomes;
  }

  private static RedemptionRequest request(ClaimedSet set, String code) {
    ChangeInvite change =
        ChangeInvite.newBuilder()
            .setChangesRevoked(true)
            .setRevoked(true)
            .setChangedBy(set.confirmedBy())
            .build();
    UUID id =
        RequestIds.derived(
            PURPOSE, ContentFingerprints.of(code, change), set.id().toString(), code);
    return Requests.changeInvite(id, code, change);
  }
}
