// The shape of what comes, while the link is being opened.
import { makeStyles } from '@fluentui/react-components';
import { Card } from '../../ui/card';
import { Bone, Skeleton } from '../../ui/empty';
import { SinglePage } from './layout';

const useStyles = makeStyles({
  bones: { display: 'flex', flexDirection: 'column', gap: '16px' },
  lines: { display: 'flex', flexDirection: 'column', gap: '12px' },
});

export function Opening() {
  const styles = useStyles();
  return (
    <SinglePage>
      <Skeleton className={styles.bones}>
        <Bone width="70%" height="36px" />
        <Card padded as="div" className={styles.lines}>
          <Bone width="80px" />
          <Bone width="200px" height="40px" />
          <Bone width="280px" />
        </Card>
        <Card padded as="div" className={styles.lines}>
          <Bone width="220px" height="24px" />
          <Bone />
          <Bone width="80%" />
        </Card>
      </Skeleton>
    </SinglePage>
  );
}
