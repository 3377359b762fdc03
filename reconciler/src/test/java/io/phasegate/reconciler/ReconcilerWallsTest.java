package io.phasegate.reconciler;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The engine's core: Kubernetes data, but no client; time as a fact; no circles. */
class ReconcilerWallsTest {

  private static final String ENGINE = "io.phasegate.reconciler.engine..";

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.phasegate.reconciler");

  @Test
  void theEngineKnowsKubernetesDataButNoClient() {
    noClasses()
        .that()
        .resideInAPackage(ENGINE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.fabric8.kubernetes.client..", "io.javaoperatorsdk..", "org.slf4j..", "java.sql..")
        .check(ALL);
  }

  @Test
  void theEngineKnowsNothingOfItsAdapterNorOfKinds() {
    noClasses()
        .that()
        .resideInAPackage(ENGINE)
        .should()
        .dependOnClassesThat(
            describe(
                "are of Phasegate, but neither of the engine nor about labels",
                type ->
                    type.getPackageName().startsWith("io.phasegate")
                        && !type.getPackageName().startsWith("io.phasegate.reconciler.engine")
                        && !type.getPackageName().equals("io.phasegate.admission.label")))
        .check(ALL);
  }

  @Test
  void theEngineHasNoClockOfItsOwn() {
    noClasses()
        .that()
        .resideInAPackage(ENGINE)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .check(ALL);
  }

  /** With the types of its arrows this makes a transition that nobody drew impossible. */
  @Test
  void onlyADraftWritesThePhaseOfARequest() {
    String phases = "io.phasegate.reconciler.dgdr.phase.";
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(phases + "Draft")
        .should()
        .callMethod(phases + "DgdrStatus", "in", phases + "Phase")
        .orShould()
        .callConstructorWhere(
            describe(
                "a draft is made",
                call -> call.getTargetOwner().getName().equals(phases + "Draft")))
        .check(ALL);
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("io.phasegate.reconciler.(**)").should().beFreeOfCycles().check(ALL);
  }
}
