package dev.admitone.ops.support;

import dev.admitone.testsupport.contract.ContractRules;
import dev.admitone.testsupport.contract.OpenApiContract;
import dev.admitone.testsupport.contract.ResponseCheck;
import java.util.List;

/** The contract of the console's calls, and what responses have said of it in this JVM. */
public final class ConsoleContract {

  public static final OpenApiContract CONTRACT =
      OpenApiContract.read("/dev/admitone/ops/openapi/openapi.yaml");

  public static final ResponseCheck CHECK =
      new ResponseCheck(
          CONTRACT,
          List.of("Location", "Retry-After", "WWW-Authenticate", "Content-Disposition", "Link"));

  public static final ContractRules RULES = new ContractRules(CONTRACT, CHECK);

  private ConsoleContract() {}
}
