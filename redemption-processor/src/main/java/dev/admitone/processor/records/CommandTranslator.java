package dev.admitone.processor.records;

import static dev.admitone.schemas.codes.ContentLimits.DISPLAY_NAME_CODE_POINTS_MAX;
import static dev.admitone.schemas.codes.ContentLimits.PASSWORD_HASH_LENGTH_MAX;
import static dev.admitone.schemas.codes.ContentLimits.REASON_LENGTH_MAX;
import static dev.admitone.schemas.codes.ContentLimits.USER_ID_LENGTH_MAX;

import dev.admitone.processor.redemption.Change;
import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.Pseudonyms;
import dev.admitone.processor.redemption.Signup;
import dev.admitone.schemas.avro.Ask;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.EraseUser;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.Profile;
import dev.admitone.schemas.avro.Redeem;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.ReleaseUse;
import dev.admitone.schemas.avro.RepairCount;
import dev.admitone.schemas.avro.SealedSignup;
import dev.admitone.schemas.codes.ContentLimits;
import dev.admitone.schemas.codes.ProfileForms;
import dev.admitone.schemas.erasure.UserPseudonyms;
import dev.admitone.schemas.signup.BrokenSealException;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SealingKeyMissingException;
import dev.admitone.schemas.signup.SignupEnvelope;
import dev.admitone.schemas.signup.UnknownProfileVersionException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From the command inside a request's record to the domain's, checked for what can be. */
final class CommandTranslator {

  /** In UTF-16 units, of which a code point has up to two. */
  private static final int DISPLAY_NAME_LENGTH_MAX = 2 * DISPLAY_NAME_CODE_POINTS_MAX;

  private final ProfileSeal seal;
  private final Pseudonyms pseudonyms;

  CommandTranslator(ProfileSeal seal, Pseudonyms pseudonyms) {
    this.seal = seal;
    this.pseudonyms = pseudonyms;
  }

  /**
   * The command.
   *
   * @throws SealingKeyMissingException if it is a signup whose seal names a key that is missing
   *     here: the lane waits, nothing is lost
   * @throws UnknownProfileVersionException if it is a signup that a newer release sealed: the lane
   *     waits, nothing is lost
   */
  Command command(RedemptionRequest request) throws ImpossibleContentException {
    check(commandCount(request) == 1, "exactly one command must be set");
    if (request.getRedeem() != null) {
      return redeem(request, request.getRedeem());
    }
    if (request.getCreateInvite() != null) {
      return create(request.getCreateInvite());
    }
    if (request.getChangeInvite() != null) {
      return change(request.getChangeInvite());
    }
    if (request.getReleaseUse() != null) {
      return release(request.getReleaseUse());
    }
    if (request.getAsk() != null) {
      return ask(request.getAsk());
    }
    if (request.getRepairCount() != null) {
      return repair(request.getRepairCount());
    }
    if (request.getEraseUser() != null) {
      return erase(request.getEraseUser());
    }
    return new Command.Refresh();
  }

  /** Each record of the log is counted, so no stream is made for it. */
  private static int commandCount(RedemptionRequest request) {
    return one(request.getRedeem())
        + one(request.getCreateInvite())
        + one(request.getChangeInvite())
        + one(request.getReleaseUse())
        + one(request.getRefresh())
        + one(request.getAsk())
        + one(request.getRepairCount())
        + one(request.getEraseUser());
  }

  private static int one(@Nullable Object command) {
    return command == null ? 0 : 1;
  }

  private Command redeem(RedemptionRequest request, Redeem redeem)
      throws ImpossibleContentException {
    String userId = text("userId", redeem.getUserId(), USER_ID_LENGTH_MAX);
    SealedSignup sealed = redeem.getSignup();
    return new Command.Redeem(userId, sealed == null ? null : signup(request, userId, sealed));
  }

  private Signup signup(RedemptionRequest request, String userId, SealedSignup sealed)
      throws ImpossibleContentException {
    ByteBuffer buffer = sealed.getSealedProfile().duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    Profile profile;
    try {
      profile =
          seal.open(
              bytes,
              new SignupEnvelope(
                  request.getRequestId(),
                  request.getContentFingerprint(),
                  request.getCode(),
                  userId));
    } catch (BrokenSealException e) {
      throw new ImpossibleContentException(String.valueOf(e.getMessage()));
    }
    check(ProfileForms.isEmail(profile.getEmail()), "email is none");
    check(ProfileForms.isUsername(profile.getUsername()), "username is none");
    check(ProfileForms.isPhone(profile.getPhone()), "phone is none");
    return new Signup(
        profile.getEmail(),
        profile.getUsername(),
        text("displayName", profile.getDisplayName(), DISPLAY_NAME_LENGTH_MAX),
        profile.getPhone(),
        text("passwordHash", profile.getPasswordHash(), PASSWORD_HASH_LENGTH_MAX));
  }

  private static Command create(CreateInvite create) throws ImpossibleContentException {
    return new Command.CreateInvite(
        create.getUnlimited() ? null : limit(create.getMaxUses()),
        time(create.getStartsAt()),
        time(create.getExpiresAt()),
        text("createdBy", create.getCreatedBy(), USER_ID_LENGTH_MAX));
  }

  private static Command change(ChangeInvite change) throws ImpossibleContentException {
    return new Command.ChangeInvite(
        change.getChangesMaxUses()
            ? Change.to(change.getUnlimited() ? null : limit(change.getMaxUses()))
            : Change.none(),
        change.getChangesStartsAt() ? Change.to(time(change.getStartsAt())) : Change.none(),
        change.getChangesExpiresAt() ? Change.to(time(change.getExpiresAt())) : Change.none(),
        change.getChangesRevoked() ? Change.to(change.getRevoked()) : Change.none(),
        text("changedBy", change.getChangedBy(), USER_ID_LENGTH_MAX));
  }

  private static Command release(ReleaseUse release) throws ImpossibleContentException {
    return new Command.ReleaseUse(
        release.getUseId(),
        text("reason", release.getReason(), REASON_LENGTH_MAX),
        text("releasedBy", release.getReleasedBy(), USER_ID_LENGTH_MAX));
  }

  private static Command repair(RepairCount repair) throws ImpossibleContentException {
    return new Command.RepairCount(
        text("reason", repair.getReason(), REASON_LENGTH_MAX),
        text("repairedBy", repair.getRepairedBy(), USER_ID_LENGTH_MAX));
  }

  /** Under another pseudonym than the user's own the user would not be recognized again. */
  private Command erase(EraseUser erase) throws ImpossibleContentException {
    String userId = text("userId", erase.getUserId(), USER_ID_LENGTH_MAX);
    String pseudonym = text("pseudonym", erase.getPseudonym(), USER_ID_LENGTH_MAX);
    check(
        !pseudonyms.keyNames().isEmpty(),
        "this processor has no key of pseudonyms: set admit-one.erasure.keyset-file");
    check(UserPseudonyms.keyName(userId).isEmpty(), "the user is a pseudonym already");
    check(
        pseudonyms.of(userId).contains(pseudonym),
        "the pseudonym is not the user's under a key of admit-one.erasure.keyset");
    return new Command.EraseUser(
        userId,
        pseudonym,
        text("reason", erase.getReason(), REASON_LENGTH_MAX),
        text("erasedBy", erase.getErasedBy(), USER_ID_LENGTH_MAX));
  }

  private static Command ask(Ask ask) throws ImpossibleContentException {
    Position at = ask.getAt();
    check(at.getPartition() >= 0 && at.getOffset() >= 0, "at is no position");
    return new Command.Ask(ContractValues.position(at));
  }

  private static Long limit(long maxUses) throws ImpossibleContentException {
    check(maxUses >= 0, "maxUses is negative");
    return maxUses;
  }

  private static @Nullable Instant time(@Nullable Instant time) throws ImpossibleContentException {
    check(time == null || ContentLimits.isTime(time), "a time lies outside the years 1 to 9999");
    return time;
  }

  /** The text is made only for a refusal: every record passes here. */
  private static String text(String field, String value, int maxLength)
      throws ImpossibleContentException {
    if (value.isEmpty()) {
      throw new ImpossibleContentException(field + " is empty");
    }
    if (value.length() > maxLength) {
      throw new ImpossibleContentException(field + " is longer than " + maxLength + " characters");
    }
    if (ContentLimits.hasControlCharacter(value)) {
      throw new ImpossibleContentException(field + " has a control character");
    }
    return value;
  }

  private static void check(boolean possible, String otherwise) throws ImpossibleContentException {
    if (!possible) {
      throw new ImpossibleContentException(otherwise);
    }
  }
}
