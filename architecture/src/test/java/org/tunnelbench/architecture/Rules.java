package org.tunnelbench.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The rules on compiled classes. */
final class Rules {
  private static final String HOST_ACCESS = "org.tunnelbench.hostaccess..";

  static final ArchRule SSH_ONLY_IN_HOST_ACCESS =
      noClasses()
          .that()
          .resideOutsideOfPackage(HOST_ACCESS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.jcraft.jsch..")
          .because("host-access is the only user of JSch");

  static final ArchRule PROCESSES_ONLY_IN_HOST_ACCESS =
      noClasses()
          .that()
          .resideOutsideOfPackage(HOST_ACCESS)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class)
          .because("host-access is the only one that starts processes");

  static final ArchRule NO_RUNTIME_EXEC =
      noClasses()
          .that()
          .resideOutsideOfPackage(HOST_ACCESS)
          .should()
          .callMethodWhere(target(owner(type(Runtime.class))).and(target(name("exec"))))
          .because("host-access is the only one that starts processes");

  static final ArchRule NO_QUARKUS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..",
              "io.smallrye..",
              "io.vertx..",
              "jakarta.enterprise..",
              "jakarta.inject..",
              "jakarta.ws.rs..",
              "org.eclipse.microprofile..")
          .because("libraries run without Quarkus");

  static final ArchRule NOTHING_IMPORTS_AN_APPLICATION =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.tunnelbench..application..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tunnelbench..application..")
          .because("an application is what runs, and nothing else needs it");

  static final ArchRule PACKAGES_ARE_NULL_MARKED =
      classes()
          .should(
              new ArchCondition<JavaClass>("lie in a package with @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(
                        SimpleConditionEvent.violated(
                            type, type.getName() + " lies in a package without @NullMarked"));
                  }
                }
              });

  private Rules() {}
}
