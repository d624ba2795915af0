'use client';

import { useState } from 'react';
import { Alert, Button, Checkbox, Modal } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { problemText } from '@/lib/values/problem';
import type { LocatedProblem } from '@/lib/values/document/parse';
import type { ValuesReport } from '@/lib/values/document/report';
import { askValuesWorker } from '../worker/ask';
import { useWorkspace, type Candidate } from '../workspace';
import classes from './dialogs.module.css';

/** Says what a file would mean before it replaces the document. */
export default function CandidateDialog({ candidate }: { candidate: Candidate }) {
  const { closeCandidate } = useWorkspace();
  const { name, report } = candidate;
  return (
    <Modal
      opened
      onClose={closeCandidate}
      size={640}
      title={report.ok ? `Open ${name}` : `${name} cannot be opened`}
      classNames={{ title: classes.title }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {report.ok ? (
        <Report candidate={candidate} report={report} />
      ) : (
        <div className={classes.body}>
          <Alert color="red" variant="light" icon={<IconAlertTriangle size={16} />}>
            {report.line !== undefined && report.line > 0 && `Line ${report.line}, column ${report.column}: `}
            {problemText(report)}
          </Alert>
          <p className={classes.note}>Your values are as they were.</p>
          <div className={classes.actions}>
            <Button variant="default" onClick={closeCandidate} data-autofocus>
              Close
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}

interface ReportProps {
  candidate: Candidate;
  report: Extract<ValuesReport, { ok: true }>;
}

function Report({ candidate, report }: ReportProps) {
  const { closeCandidate, compareWith, replace } = useWorkspace();
  const [isMinimal, setIsMinimal] = useState(false);
  const { name, text, origin } = candidate;
  const foreign = report.unknown.length > report.understood;

  const open = async () => {
    if (!isMinimal) return replace(name, text);
    const values = await askValuesWorker('read', { text });
    replace(name, await askValuesWorker('print', { values }));
  };

  return (
    <div className={classes.body}>
      <p className={classes.lead}>
        {report.understood} {report.understood === 1 ? 'setting' : 'settings'} understood,{' '}
        {report.changed === 0 ? 'none differs' : `${report.changed} differ`} from the defaults.
        {origin === 'link' && ' Whoever shared it left secret values out: enter yours where they are needed.'}
      </p>
      {foreign && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={16} />}>
          Most of its keys do not belong to this plane. It may be the values of another chart.
        </Alert>
      )}
      <div className={classes.groups}>
        <ProblemGroup
          title="Invalid"
          note="They stay in the text, marked, until you correct them."
          problems={report.invalid}
        />
        <ProblemGroup
          title="Renamed"
          note="They stay in the text and have no effect."
          problems={report.renamed}
        />
        <ProblemGroup
          title="No longer part of the plane"
          note="They stay in the text and have no effect."
          problems={report.removed}
        />
        <ProblemGroup
          title="Unknown"
          note="They stay in the text and have no effect."
          problems={report.unknown}
        />
        <ProblemGroup title="Doubtful" problems={report.doubtful} />
      </div>
      {origin === 'file' && (
        <Checkbox
          size="sm"
          checked={isMinimal}
          onChange={(event) => setIsMinimal(event.currentTarget.checked)}
          label="Keep only what differs from the defaults"
          description={
            isMinimal
              ? 'Written anew in the order of the form; comments are left out.'
              : 'The text stays as it is, with its comments, order and unknown keys.'
          }
        />
      )}
      <div className={classes.actions}>
        <Button variant="subtle" color="gray" onClick={closeCandidate}>
          Cancel
        </Button>
        <Button variant="default" onClick={() => compareWith({ name, text })}>
          Compare first
        </Button>
        <Button onClick={() => void open()} data-autofocus>
          Replace my values
        </Button>
      </div>
    </div>
  );
}

const mostShown = 8;

function ProblemGroup({
  title,
  note,
  problems,
}: {
  title: string;
  note?: string;
  problems: readonly LocatedProblem[];
}) {
  if (problems.length === 0) return null;
  return (
    <section className={classes.group} aria-label={title}>
      <h3 className={classes.groupTitle}>
        {title} <span className={classes.count}>{problems.length}</span>
      </h3>
      {note && <p className={classes.note}>{note}</p>}
      <ul className={classes.problems}>
        {problems.slice(0, mostShown).map((problem, index) => (
          <li key={index}>
            <span className={classes.place}>
              {problem.pos.line}:{problem.pos.column}
            </span>
            <span>{problemText(problem)}</span>
          </li>
        ))}
      </ul>
      {problems.length > mostShown && <p className={classes.note}>and {problems.length - mostShown} more</p>}
    </section>
  );
}
