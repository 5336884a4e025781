package dev.holdfast.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;

/** Who may know whom: the arrows of docs/architecture.md, and no others. */
@AnalyzeClasses(packages = "dev.holdfast", importOptions = DoNotIncludeTests.class)
final class ModuleMapTest {

  private static final String[] API = {
    "dev.holdfast.value..",
    "dev.holdfast.json..",
    "dev.holdfast.error..",
    "dev.holdfast.config..",
    "dev.holdfast.spi..",
    "dev.holdfast.context..",
    "dev.holdfast.codec..",
    "dev.holdfast.durable.."
  };
  private static final String[] CORE = {"dev.holdfast", "dev.holdfast.core.."};
  private static final String BACKENDS = "dev.holdfast.backend..";
  private static final String TCK = "dev.holdfast.tck..";
  private static final String GUICE = "dev.holdfast.guice..";
  private static final String SERVERS = "dev.holdfast.testservers..";
  private static final String EXAMPLES = "dev.holdfast.examples..";
  private static final String[] ANYTHING_OF_JAVA = {"java..", "javax..", "jdk.."};
  private static final String[] ANNOTATIONS_AND_LOGGING = {"org.jspecify..", "org.slf4j.."};

  @ArchTest
  static final ArchRule every_class_has_a_place_in_the_map =
      classes()
          .should()
          .resideInAnyPackage(and(API, CORE, of(BACKENDS, TCK, SERVERS, GUICE, EXAMPLES)));

  @ArchTest
  static final ArchRule api_knows_itself_jspecify_and_slf4j_alone =
      classes()
          .that()
          .resideInAnyPackage(API)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(and(API, ANYTHING_OF_JAVA, ANNOTATIONS_AND_LOGGING));

  @ArchTest
  static final ArchRule core_knows_api_and_jackson =
      classes()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              and(
                  CORE,
                  API,
                  ANYTHING_OF_JAVA,
                  ANNOTATIONS_AND_LOGGING,
                  of("com.fasterxml.jackson..")))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule backends_know_api_alone =
      noClasses()
          .that()
          .resideInAPackage(BACKENDS)
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.holdfast..")
                  .and(not(resideInAnyPackage(and(API, of(BACKENDS))))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule backends_do_not_know_each_other =
      slices()
          .matching("dev.holdfast.backend.(*)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule tck_knows_api_and_core_alone =
      noClasses()
          .that()
          .resideInAPackage(TCK)
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.holdfast..")
                  .and(not(resideInAnyPackage(and(API, CORE, of(TCK))))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule test_servers_know_nothing_of_holdfast =
      noClasses()
          .that()
          .resideInAPackage(SERVERS)
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.holdfast..").and(not(resideInAPackage(SERVERS))));

  @ArchTest
  static final ArchRule guice_is_known_to_its_module_and_the_examples_alone =
      noClasses()
          .that()
          .resideOutsideOfPackages(GUICE, EXAMPLES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.inject..", "jakarta.inject..", GUICE);

  @ArchTest
  static final ArchRule the_guice_module_knows_no_backend =
      noClasses()
          .that()
          .resideInAPackage(GUICE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BACKENDS, TCK, EXAMPLES)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().assignedFrom(new OnePackage()).should().beFreeOfCycles();

  /** Each package is a slice. The list of all suites, which the suites do not know, is one more. */
  private static final class OnePackage implements SliceAssignment {

    private static final String ALL_SUITES = "dev.holdfast.tck.HoldfastTck";

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      boolean listsSuites = type.getName().startsWith(ALL_SUITES);
      return SliceIdentifier.of(listsSuites ? ALL_SUITES : type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  private static String[] of(String... packages) {
    return packages;
  }

  private static String[] and(String[]... groups) {
    return Arrays.stream(groups).flatMap(Arrays::stream).toArray(String[]::new);
  }
}
