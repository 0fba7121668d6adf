// The questions that the service asks, in their order; later ones come and go with the answers to earlier ones.
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../api/words';
import { Field, TextArea, TextField, useControl } from '../../../ui/field';
import type { Answer, Answers } from './answers';
import { ChoiceField } from './choice-field';
import { type DetailsErrors, idOf } from './details-check';

/** More options than this are a list to open. */
const BOXES_MOST = 7;

interface IntakeProps {
  /** Those that are asked now. */
  asked: readonly Question[];
  answers: Answers;
  errors: DetailsErrors;
  onAnswer: (id: string, answer: Answer) => void;
}

export function Intake({ asked, answers, errors, onAnswer }: IntakeProps) {
  return asked.map((question) => (
    <OneQuestion
      key={question.id}
      question={question}
      answer={answers[question.id]}
      error={errors[`intake.${question.id}`]}
      onAnswer={(answer) => onAnswer(question.id, answer)}
    />
  ));
}

interface OneQuestionProps {
  question: Question;
  answer: Answer | undefined;
  error: string | undefined;
  onAnswer: (answer: Answer) => void;
}

function OneQuestion({ question, answer, error, onAnswer }: OneQuestionProps) {
  const { t } = useTranslation('booking');
  const { kind, label, help, required, options = [], max_length } = question;
  const id = idOf(`intake.${question.id}`);
  const common = { id, label, help: help || undefined, error, optional: !required };
  const words = typeof answer === 'string' ? answer : '';
  const typed = { value: words, onChange: (event: { target: { value: string } }) => onAnswer(event.target.value) };
  const named = options.map((option) => ({ value: option, label: option }));
  switch (kind) {
    case 'long_text':
      return (
        <Field {...common}>
          <TextArea {...typed} id={id} maxLength={max_length ?? 5000} wrong={Boolean(error)} required={required} />
        </Field>
      );
    case 'choice':
      return options.length > BOXES_MOST ? (
        <Field {...common}>
          <Select {...typed} id={id} options={options} wrong={Boolean(error)} />
        </Field>
      ) : (
        <ChoiceField
          {...common}
          options={named}
          chosen={words ? [words] : []}
          onChange={([chosen = '']) => onAnswer(chosen)}
        />
      );
    case 'choices':
      return (
        <ChoiceField
          {...common}
          several
          options={named}
          chosen={Array.isArray(answer) ? answer : []}
          onChange={onAnswer}
        />
      );
    case 'yes_no':
      return (
        <ChoiceField
          {...common}
          inRow
          options={[
            { value: 'yes', label: t('intake.yes') },
            { value: 'no', label: t('intake.no') },
          ]}
          chosen={typeof answer === 'boolean' ? [answer ? 'yes' : 'no'] : []}
          onChange={([chosen]) => onAnswer(chosen === 'yes')}
        />
      );
    case 'number':
      return <TextField {...common} {...typed} inputMode="decimal" autoComplete="off" required={required} />;
    case 'date':
      return <TextField {...common} {...typed} type="date" autoComplete="off" required={required} />;
    default:
      return <TextField {...common} {...typed} maxLength={max_length ?? 500} autoComplete="off" required={required} />;
  }
}

interface SelectProps {
  id: string;
  value: string;
  options: readonly string[];
  wrong: boolean;
  onChange: (event: { target: { value: string } }) => void;
}

function Select({ options, wrong, ...rest }: SelectProps) {
  return (
    <select {...rest} className={useControl(wrong)}>
      <option value="" />
      {options.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </select>
  );
}
