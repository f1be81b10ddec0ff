import java.util.List;
import java.util.UUID;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.InvitesApi;
import org.openapitools.client.api.RedemptionsApi;
import org.openapitools.client.api.SignupsApi;
import org.openapitools.client.model.CompletePhoneSignupBody;
import org.openapitools.client.model.CompletedSignup;
import org.openapitools.client.model.CreateInvitesBody;
import org.openapitools.client.model.CreatedInvite;
import org.openapitools.client.model.CreatedInvites;
import org.openapitools.client.model.InviteCreation;
import org.openapitools.client.model.InviteValidity;
import org.openapitools.client.model.PendingInvite;
import org.openapitools.client.model.PendingInvites;
import org.openapitools.client.model.PendingRequest;
import org.openapitools.client.model.RedeemAllBody;
import org.openapitools.client.model.RedeemBody;
import org.openapitools.client.model.RedeemedUse;
import org.openapitools.client.model.Redemption;
import org.openapitools.client.model.RedemptionResult;
import org.openapitools.client.model.RedemptionResults;
import org.openapitools.client.model.ReleaseRedemptionBody;
import org.openapitools.client.model.ReleasedUse;
import org.openapitools.client.model.RequestStatus;
import org.openapitools.client.model.UpdateInviteBody;
import org.openapitools.client.model.UpdatedInvite;
import org.openapitools.client.model.ValidateInviteBody;

/**
 * A service that makes every call of the contract with the generated client. It is compiled and not
 * run.
 */
class Caller {

  private final RedemptionsApi redemptions = new RedemptionsApi();
  private final InvitesApi invites = new InvitesApi();
  private final SignupsApi signups = new SignupsApi();

  UUID redeem(String code, String userId) throws ApiException {
    Redemption redemption =
        redemptions.redeem(new RedeemBody().code(code).userId(userId), "a-key", "wait=2");
    return redemption.getActualInstance() instanceof RedeemedUse use
        ? use.getRequestId()
        : ((PendingRequest) redemption.getActualInstance()).getRequestId();
  }

  List<UUID> redeemAll(String code, List<String> userIds) throws ApiException {
    RedeemAllBody body = new RedeemAllBody();
    userIds.forEach(userId -> body.addRedemptionsItem(new RedeemBody().code(code).userId(userId)));
    RedemptionResults all = redemptions.redeemAll(body, "a-key", "wait=2");
    return all.getResults().stream()
        .filter(result -> result.getStatus() == RedemptionResult.StatusEnum.REDEEMED)
        .map(RedemptionResult::getRequestId)
        .toList();
  }

  boolean isDecided(UUID requestId) throws ApiException {
    RequestStatus status = redemptions.getRedemption(requestId, "19-1", null);
    return status.getStatus() != RequestStatus.StatusEnum.PENDING;
  }

  String listen(UUID requestId) throws ApiException {
    return redemptions.streamRedemption(requestId, null);
  }

  Long release(UUID requestId) throws ApiException {
    ReleaseRedemptionBody body = new ReleaseRedemptionBody().reason("Redeemed by mistake");
    return redemptions.releaseRedemption(requestId, body, null, null).getActualInstance()
            instanceof ReleasedUse released
        ? released.getInvite().getRemainingUses()
        : null;
  }

  List<String> create(int count) throws ApiException {
    InviteCreation creation =
        invites.createInvites(new CreateInvitesBody().count(count).maxUses(1L), null, null);
    return switch (creation.getActualInstance()) {
      case CreatedInvite one -> List.of(one.getCode());
      case CreatedInvites many -> many.getCodes();
      case PendingInvite one -> List.of();
      case PendingInvites many -> many.getCodes();
      default -> throw new IllegalStateException("No other class is one of the four");
    };
  }

  Long update(String code) throws ApiException {
    UpdateInviteBody body = new UpdateInviteBody().maxUses(5L).revoked(false);
    return invites.updateInvite(code, body, null, null).getActualInstance()
            instanceof UpdatedInvite updated
        ? updated.getInvite().getMaxUses()
        : null;
  }

  boolean validate(String code) throws ApiException {
    InviteValidity validity = invites.validateInvite(new ValidateInviteBody().code(code));
    return validity.getIsValid();
  }

  boolean signUp(CompletePhoneSignupBody body) throws ApiException {
    return signups.completePhoneSignup(body, null, null).getActualInstance()
        instanceof CompletedSignup;
  }
}
