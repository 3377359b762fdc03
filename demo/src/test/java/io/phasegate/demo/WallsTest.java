package io.phasegate.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of docs/decisions/0001. This module sees every other one, so the test lives here. */
class WallsTest {

  private static final JavaClasses ALL = new ClassFileImporter().importPackages("io.phasegate");

  /** Whom a module may use, beside itself. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "conversion", Set.of(),
          "admission", Set.of("conversion"),
          "certs", Set.of(),
          "webhook", Set.of("admission", "conversion", "certs"),
          "reconciler", Set.of("admission", "conversion", "certs"),
          "cli", Set.of("webhook", "reconciler", "admission", "conversion", "certs"),
          "testkit", Set.of("admission", "conversion", "certs"),
          "demo",
              Set.of(
                  "cli", "testkit", "webhook", "reconciler", "admission", "conversion", "certs"));

  private static final List<String> PURE = List.of("conversion", "admission", "certs");

  private static final String[] TRANSPORTS = {
    "io.vertx..",
    "io.netty..",
    "io.fabric8..",
    "io.javaoperatorsdk..",
    "java.net.http..",
    "com.sun.net.."
  };

  @Test
  void everyModuleIsSeen() {
    assertThat(ALL.stream().map(WallsTest::module).collect(Collectors.toSet()))
        .isEqualTo(ARROWS.keySet());
  }

  @Test
  void noModuleUsesAnotherAgainstTheArrows() {
    Map<String, Set<String>> wrong = new TreeMap<>();
    for (JavaClass user : ALL) {
      Set<String> allowed = ARROWS.get(module(user));
      used(user)
          .filter(other -> !other.equals(module(user)) && !allowed.contains(other))
          .forEach(
              other -> wrong.computeIfAbsent(user.getName(), name -> new TreeSet<>()).add(other));
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void pureModulesKnowNoTransportAndNoCluster() {
    for (String module : PURE) {
      noClasses()
          .that()
          .resideInAPackage("io.phasegate." + module + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TRANSPORTS)
          .check(ALL);
    }
  }

  @Test
  void webhookKnowsNoCluster() {
    noClasses()
        .that()
        .resideInAPackage("io.phasegate.webhook..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..")
        .check(ALL);
  }

  @Test
  void onlyTheCertificateMakersUseBouncyCastle() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.phasegate.certs..", "io.phasegate.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bouncycastle..")
        .check(ALL);
  }

  @Test
  void theEngineKnowsKubernetesDataButNoClient() {
    noClasses()
        .that()
        .resideInAPackage("io.phasegate.reconciler.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.fabric8.kubernetes.client..", "io.javaoperatorsdk..", "io.vertx..")
        .allowEmptyShould(true)
        .check(ALL);
  }

  @Test
  void timeComesFromAnInstantSource() {
    noClasses()
        .that()
        .resideInAnyPackage("io.phasegate.conversion..", "io.phasegate.admission..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(ALL);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes()
        .should()
        .beAnnotatedWith(org.jspecify.annotations.NullMarked.class)
        .orShould()
        .resideInAnyPackage(nullMarkedPackages())
        .check(ALL);
  }

  @Test
  void packagesOfAModuleFormNoCircle() {
    for (String module : ARROWS.keySet()) {
      slices()
          .matching("io.phasegate." + module + ".(**)")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .check(ALL);
    }
  }

  private static String[] nullMarkedPackages() {
    return ALL.stream()
        .filter(type -> type.getSimpleName().equals("package-info"))
        .filter(type -> type.isAnnotatedWith(org.jspecify.annotations.NullMarked.class))
        .map(JavaClass::getPackageName)
        .toArray(String[]::new);
  }

  private static Stream<String> used(JavaClass user) {
    return user.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .filter(type -> type.getName().startsWith("io.phasegate."))
        .map(WallsTest::module);
  }

  private static String module(JavaClass type) {
    return type.getPackageName().split("\\.")[2];
  }
}
