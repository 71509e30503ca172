import type { HopEvent } from '../../../shell/events.ts';
import type { ClusterView } from '../../../shell/session.ts';
import { type Story, tellStory } from '../../../shell/story.ts';
import type { WhyNews } from '../../../words/why-facts.ts';
import { addNews } from './find-news.ts';

/** What `why` can explain: the last command, and what happened to the cluster since it began. */
export interface Past {
  story?: Story;
  news: readonly WhyNews[];
}

/** The past with one more event of a command. Pure. */
export function rememberEvent(past: Past, event: HopEvent, view: ClusterView): Past {
  const story = tellStory(past.story, event, view.mode ?? 'follow');
  return { ...(story && { story }), news: event.type === 'command-started' ? [] : past.news };
}

/** The past with what happened between two views. Pure. */
export function rememberNews(past: Past, before: ClusterView, after: ClusterView): Past {
  const news = addNews(past.news, before, after);
  return news === past.news ? past : { ...past, news };
}
