package dev.holdfast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Collectors;

/** Rules that hold in every module. */
@AnalyzeClasses(packages = "dev.holdfast", importOptions = DoNotIncludeTests.class)
final class HouseRulesTest {

  @ArchTest static final ArchRule nobody_logs_past_slf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  @ArchTest
  static final ArchRule only_programs_and_the_summary_of_a_run_write_to_the_console =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.holdfast.examples..")
          .and()
          .doNotHaveFullyQualifiedName("dev.holdfast.testservers.EngineSummary")
          .should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule nobody_throws_a_generic_exception =
      NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  @ArchTest
  static final ArchRule names_say_what_a_class_is =
      noClasses().should().haveNameMatching(".*(Impl|Manager|Utils?|Helpers?)(\\$.*)?");

  /** Rules about classes that were never read would all pass. */
  @ArchTest
  static void every_source_file_was_read(JavaClasses read) {
    var names = read.stream().map(JavaClass::getName).collect(Collectors.toSet());
    var modules =
        Project.modulesWithCode().stream()
            .filter(module -> !module.endsWith("benchmarks"))
            .toList();
    assertThat(modules).isNotEmpty();
    assertThat(modules)
        .allSatisfy(
            module ->
                assertThat(names)
                    .as("classes of %s; is it a dependency of this module?", module.getFileName())
                    .containsAll(Project.sourceClasses(module)));
  }
}
