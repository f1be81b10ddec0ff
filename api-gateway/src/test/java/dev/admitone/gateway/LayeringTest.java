package dev.admitone.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = GatewayApplication.class, importOptions = DoNotIncludeTests.class)
class LayeringTest {

  @ArchTest
  static final ArchRule http_does_not_know_how_the_log_is_reached =
      noClasses()
          .that()
          .resideInAPackage("..gateway.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

  @ArchTest
  static final ArchRule the_other_rooms_do_not_know_http =
      noClasses()
          .that()
          .resideOutsideOfPackage("..gateway.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..gateway.http..",
              "jakarta.servlet..",
              "org.springframework.web..",
              "org.springframework.http..",
              "tools.jackson..");

  @ArchTest
  static final ArchRule the_log_does_not_know_the_invites =
      noClasses()
          .that()
          .resideInAPackage("..gateway.kafka..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..gateway.invites..", "org.apache.kafka.streams..");

  @ArchTest
  static final ArchRule the_invites_use_streams_alone =
      noClasses()
          .that()
          .resideInAPackage("..gateway.invites..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka.clients.producer..", "org.springframework.kafka..");

  @ArchTest
  static final ArchRule nothing_knows_a_database =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule only_what_another_room_needs_is_public =
      classes()
          .that()
          .haveSimpleNameEndingWith("Controller")
          .or()
          .haveSimpleNameEndingWith("Configuration")
          .or()
          .haveSimpleNameEndingWith("Health")
          .should()
          .notBePublic();

  @ArchTest
  static final ArchRule two_gateways_in_one_process_share_nothing =
      fields().that().areStatic().should().beFinal();
}
