package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

  @ParameterizedTest
  @CsvSource({
    "'','',0",
    "a,a,0",
    "a,'',1",
    "'',abc,3",
    "redis,reddis,1",
    "redis,rdeis,1",
    "mapdb,mpadb,1",
    "kitten,sitting,3",
    "timeout,timout,1",
    "abc,xyz,3"
  })
  void distance_countsInsertedRemovedReplacedAndSwapped(String one, String other, int expected) {
    assertThat(Suggestion.distance(one, other)).isEqualTo(expected);
    assertThat(Suggestion.distance(other, one)).isEqualTo(expected);
  }

  @Test
  void nearWord_isFoundWhateverItsCase() {
    assertThat(Suggestion.nearest("REDDIS", List.of("mapdb", "redis"))).contains("redis");
  }

  @Test
  void farWord_isNotSuggested() {
    assertThat(Suggestion.nearest("cassandra", List.of("mapdb", "redis"))).isEmpty();
  }

  @Test
  void equallyNearWords_giveTheFirstInTheAlphabet() {
    assertThat(Suggestion.nearest("bat", List.of("cat", "bar"))).contains("bar");
  }
}
