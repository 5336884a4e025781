package dev.holdfast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tck.Specification.Rule;
import dev.holdfast.tck.Specification.Strength;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The specification and the kit belong together: no clause without a test, no test without one. */
class ClauseCoverageTest {

  private static final Specification SPECIFICATION = Specification.load();

  @Test
  void everyBindingClause_hasATest() {
    Set<String> untested = new TreeSet<>();
    for (Rule rule : SPECIFICATION.rules().values()) {
      if (rule.strength() != Strength.MAY) {
        untested.add(rule.id());
      }
    }
    assertThat(untested).hasSizeGreaterThan(100);
    tests().forEach(test -> untested.removeAll(clauses(test)));
    assertThat(untested).as("clauses without a test").isEmpty();
  }

  @Test
  void everyTest_namesClausesThatExist() {
    assertThat(tests()).hasSizeGreaterThan(100);
    for (Method test : tests()) {
      assertThat(clauses(test)).as("clauses of %s", test).isNotEmpty();
      assertThat(SPECIFICATION.rules().keySet()).as("clauses").containsAll(clauses(test));
    }
  }

  @Test
  void everyClause_isOneSentence() {
    for (Rule rule : SPECIFICATION.rules().values()) {
      assertThat(rule.text()).as(rule.id()).matches("[^.]([^.]|\\.\\S)*\\.");
      assertThat(rule.checkFirst()).as(rule.id()).matches("(.+\\.)?");
    }
  }

  @Test
  void everySuite_isNestedInTheKit() throws ClassNotFoundException {
    for (Class<?> nested : HoldfastTck.class.getDeclaredClasses()) {
      assertThat(nested.isAnnotationPresent(Nested.class)).as(nested.getName()).isTrue();
      assertThat(nested.getSuperclass()).as(nested.getName()).isAssignableTo(Suite.class);
    }
  }

  private static List<Method> tests() {
    List<Method> tests = new ArrayList<>();
    for (Class<?> nested : HoldfastTck.class.getDeclaredClasses()) {
      for (Class<?> type = nested; type != Suite.class; type = type.getSuperclass()) {
        Stream.of(type.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .forEach(tests::add);
      }
    }
    return tests;
  }

  private static List<String> clauses(Method test) {
    Clause clause = test.getAnnotation(Clause.class);
    return clause == null ? List.of() : List.of(clause.value());
  }
}
